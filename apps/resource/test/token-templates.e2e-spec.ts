import { type HttpClient, type Latchkey, startLatchkey } from '@latchkey/testing';
import { apiOf, type Data, OperatorDesk } from './acting.js';

interface Template {
  readonly slug: string;
  readonly allowed_routes: readonly string[] | null;
  readonly parameters: readonly string[];
}

describe('templates of tokens', () => {
  let latchkey: Latchkey;
  let api: HttpClient;
  let desk: OperatorDesk;
  let templates: readonly Template[];
  beforeAll(async () => {
    latchkey = await startLatchkey();
    api = apiOf(latchkey);
    desk = await OperatorDesk.open(api, latchkey.operator);
    const token = desk.session.access_token;
    const { json } = await api.request<Data<Template[]>>('GET', '/api/api-keys/templates', { token });
    templates = json.data;
  });
  afterAll(() => latchkey.stop());

  it('are listed, for operators only (C5)', async () => {
    expect(templates).toHaveLength(10);
    expect(templates.at(-1)).toEqual({
      slug: 'bot-session-create',
      name: 'Bot Session Create',
      description: 'A backend that opens sessions with one bot and does nothing else.',
      allowed_routes: ['bot/<botId>/session/create'],
      parameters: ['botId'],
    });
    const { key } = await desk.create({ name: 'No operator' });
    const refused = await api.request('GET', '/api/api-keys/templates', { token: key });
    expect(refused.status).toBe(403);
  });

  it('make tokens with their routes, each of them', async () => {
    for (const { slug, allowed_routes, parameters } of templates) {
      const template_parameters = Object.fromEntries(parameters.map((name) => [name, 'b7']));
      const made = await desk.create({ name: 'From a template', template: slug, template_parameters });
      const routes = allowed_routes?.map((route) => route.replace('<botId>', 'b7')) ?? null;
      expect(made).toMatchObject({ allowed_routes: routes });
      expect(made).not.toHaveProperty('template');
      expect((await api.request('GET', '/api/contacts', { token: made.key })).status).toBe(
        ['full-access', 'read-only-access'].includes(slug) ? 200 : 403,
      );
    }
  });

  it('are refused with a placeholder that stayed, or beside routes (C13)', async () => {
    const body = { name: 'Mistaken', template: 'bot-session-create', allowed_routes: ['bot/**'] };
    const answer = await desk.manage<{ errors: object }>('POST', '', body);
    expect(answer.status).toBe(422);
    expect(answer.json.errors).toEqual({
      template: ['must not be given together with allowed_routes'],
      template_parameters: ['must hold botId: <botId> of Bot Session Create is not replaced'],
    });
  });
});
