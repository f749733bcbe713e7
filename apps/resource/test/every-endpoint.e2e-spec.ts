import { ABILITIES } from '@latchkey/contracts';
import { type Latchkey, startLatchkey, testPassword } from '@latchkey/testing';
import { apiOf } from './acting.js';
import { CloudApi } from './cloud-api.js';
import { DescribedAnswers } from './described-answers.js';
import { DescribedApi, type Operation } from './described-api.js';
import { Ground } from './ground.js';
import { GUARDED } from './guarded-endpoints.js';
import { type RawAnswer, RawRequests } from './raw-requests.js';
import { SeededRows } from './seeded-rows.js';

const MISSING = '0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77';
const UNLISTED = 'Token is restricted to abilities, and none covers this route';

interface Asked {
  /** With its query. */
  readonly path?: string;
  readonly token?: string;
  /** null: none. */
  readonly body?: unknown;
}

/** What holds for every operation of the reference, whatever it is: none is named here. */
describe('every endpoint', () => {
  let cloud: CloudApi;
  let latchkey: Latchkey;
  let api: DescribedApi;
  let answers: DescribedAnswers;
  let requests: RawRequests;
  let rows: SeededRows;
  let ground: Ground;
  let stranger: Ground;
  beforeAll(async () => {
    cloud = await CloudApi.start(testPassword());
    latchkey = await startLatchkey({ env: cloud.env });
    api = await DescribedApi.of(apiOf(latchkey));
    answers = new DescribedAnswers(api);
    requests = new RawRequests(latchkey.resources[0]?.url ?? '');
    rows = new SeededRows(latchkey.superuserUrls.resource);
    ground = await Ground.of(latchkey, api, rows, { cloud });
    stranger = await Ground.of(latchkey, api, rows, {
      workspace: await latchkey.addWorkspace('stranger'),
    });
  }, 60_000);
  afterAll(async () => {
    requests.stop();
    await rows.stop();
    await latchkey.stop();
    await cloud.stop();
  });

  const each = async (
    which: (operation: Operation) => boolean,
    check: (operation: Operation) => Promise<void>,
  ): Promise<void> => {
    const operations = api.operations.filter(which);
    expect(operations).not.toEqual([]);
    for (const operation of operations) await check(operation);
  };
  const isForTokens = ({ access }: Operation): boolean => access === 'tokens';
  const isClosed = ({ access }: Operation): boolean => access !== 'open';
  const namesRow = ({ path }: Operation): boolean => /\{(?!workspace\})/.test(path);

  /** A request that would succeed, but for what the case is about; the answer is as the reference says. */
  const ask = async (operation: Operation, { path, token, body }: Asked): Promise<RawAnswer> => {
    const given = await ground.given(operation);
    const { body: json = ground.rows.exampleFor(operation), text: form, query = {}, headers } = given ?? {};
    const sent = form ?? (operation.mediaType === null ? body : (body ?? json));
    const search = new URLSearchParams(query).toString();
    const target = path ?? (await ground.rows.pathOf(operation));
    const answer = await requests.send({
      method: operation.method,
      target: search === '' ? target : `${target}${target.includes('?') ? '&' : '?'}${search}`,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${given?.token ?? token}` }),
        ...(sent !== undefined && { 'content-type': operation.mediaType ?? 'application/json' }),
        ...headers,
      },
      ...(sent !== undefined && { body: typeof sent === 'string' ? sent : JSON.stringify(sent) }),
    });
    const { name } = operation;
    const { status, text } = answer;
    expect({ name, status, text, flaw: answers.flawIn(operation, answer) }).toEqual({
      name,
      status,
      text,
      flaw: null,
    });
    return answer;
  };
  /** What it says, beside the operation that says it. */
  const expectRefusal = (
    { name }: Operation,
    { status, text }: RawAnswer,
    refusal: { readonly status: number; readonly message: string },
  ): void => {
    const body = { status: 'error', message: refusal.message };
    expect({ name, status, text }).toEqual({ name, status: refusal.status, text: JSON.stringify(body) });
  };
  const credentialsFor = (operation: Operation): Promise<string> | string =>
    isForTokens(operation) ? ground.token : ground.staff.accessToken();
  /** As a token is told which route it asked for. */
  const routeAt = ({ path, actionPath }: Operation, filled: string): string => {
    const segments = filled.split('/');
    const ids = new Map(path.split('/').map((segment, index) => [segment, segments[index] ?? '']));
    return (actionPath ?? '').replaceAll(/\{\w+\}/g, (id) => ids.get(id) ?? '');
  };

  it('is guarded as the requirements say: by its ability, its action path and its owner’s permission', () => {
    const required = GUARDED.flatMap(({ method, path, ability, action, permission }) =>
      ['/api/v1/{workspace}', '/api'].map((base) => ({
        name: `${method} ${base}${path}`,
        ability,
        action,
        permission,
      })),
    );
    const described = api.operations
      .filter((operation) => isForTokens(operation) && operation.actionPath !== 'token/self')
      .map(({ name, ability, actionPath, permission }) => ({
        name,
        ability,
        action: actionPath,
        permission,
      }));
    const byName = (one: { name: string }, other: { name: string }): number =>
      one.name.localeCompare(other.name);
    expect(described.sort(byName)).toEqual(required.sort(byName));
    expect(new Set(described.flatMap(({ ability }) => ability ?? []))).toEqual(new Set(ABILITIES));
  });

  it('is closed without credentials', async () => {
    await each(isClosed, async (operation) => {
      const answer = await ask(operation, {});
      expectRefusal(operation, answer, { status: 401, message: 'API token is required' });
      expect(answer.headers['www-authenticate']).toBe('Bearer realm="latchkey"');
    });
  });

  it('is closed to a token of every ability but its own, by that name (X27, X28)', async () => {
    const tokens = new Map<string | null, string>();
    await each(
      (operation) => isForTokens(operation) && operation.actionPath !== 'token/self',
      async (operation) => {
        const { ability } = operation;
        const others = ABILITIES.filter((other) => other !== ability);
        const token =
          tokens.get(ability) ?? (await ground.staff.issue({ abilities: others, rate_limits: [] }));
        tokens.set(ability, token);
        const message = ability === null ? UNLISTED : `Token does not have the required ability: ${ability}`;
        expectRefusal(operation, await ask(operation, { token }), { status: 403, message });
      },
    );
  });

  it('is closed to a token of every route but its own, by that name (D3b)', async () => {
    const routes = new Set(api.operations.flatMap(({ actionPath }) => actionPath ?? []));
    const tokens = new Map<string | null, string>();
    await each(
      (operation) => isForTokens(operation) && operation.actionPath !== 'token/self',
      async (operation) => {
        const { actionPath } = operation;
        const allowed_routes = [...routes]
          .filter((other) => other !== actionPath)
          .map((other) => other.replaceAll(/\{\w+\}/g, '*'));
        const token =
          tokens.get(actionPath) ?? (await ground.staff.issue({ allowed_routes, rate_limits: [] }));
        tokens.set(actionPath, token);
        const path = await ground.rows.pathOf(operation);
        const message = `Token is not allowed to call this route: ${routeAt(operation, path)}`;
        expectRefusal(operation, await ask(operation, { token, path }), { status: 403, message });
      },
    );
  });

  it('is closed to tokens where it manages them (D14)', async () => {
    await each(
      ({ access }) => access === 'operators',
      async (operation) => {
        const { token } = ground;
        const answer = await requests.send({
          method: operation.method,
          target: await ground.rows.pathOf(operation),
          headers: { 'x-api-key': token },
        });
        expect(answers.flawIn(operation, answer)).toBeNull();
        expectRefusal(operation, answer, { status: 403, message: 'Tokens cannot manage tokens' });
      },
    );
  });

  it('asks of the token’s owner the permission that goes with it, or none (D3a)', async () => {
    const token = await ground.staff.issueToPowerless();
    await each(isForTokens, async (operation) => {
      const { name, permission } = operation;
      const answer = await ask(operation, { token });
      if (permission === null) {
        expect({ name, isLetIn: answer.status < 300 }).toEqual({ name, isLetIn: true });
      } else {
        const message = `Token owner does not have the required permission: ${permission}`;
        expectRefusal(operation, answer, { status: 403, message });
      }
    });
  });

  it('is open to a token of its ability and its route alone, on this very row, with the example of the reference', async () => {
    await each(isForTokens, async (operation) => {
      const { name, ability } = operation;
      const path = await ground.rows.pathOf(operation, { fresh: true });
      const token = await ground.staff.issue({
        allowed_routes: [routeAt(operation, path)],
        rate_limits: [],
        ...(ability !== null && { abilities: [ability] }),
      });
      const { status, text } = await ask(operation, { path, token });
      expect({ name, text, isDone: status < 300 }).toEqual({ name, text, isDone: true });
    });
  });

  it('answers for another workspace’s row as for none', async () => {
    await each(namesRow, async (operation) => {
      const token = await credentialsFor(operation);
      const theirs = (await stranger.rows.pathOf(operation)).replace('/v1/stranger', '/v1/acme');
      const mine = operation.path.replace('{workspace}', 'acme');
      const paths = [theirs, ...[MISSING, 'not-an-id'].map((id) => mine.replaceAll(/\{\w+\}/g, id))];
      const texts = new Set<string>();
      for (const path of paths) {
        const { status, text } = await ask(operation, { path, token });
        expect({ name: operation.name, path, status }).toEqual({ name: operation.name, path, status: 404 });
        texts.add(text);
      }
      expect([...texts]).toEqual([
        expect.stringMatching(/^\{"status":"error","message":"[A-Z][\w ]+ not found"\}$/),
      ]);
    });
  });

  it('lists no row of another workspace', async () => {
    const isList = ({ method, path }: Operation): boolean =>
      method === 'GET' && api.operations.some(({ name }) => name === `GET ${path}/{id}`);
    await each(isList, async (operation) => {
      const single = api.operation(`GET ${operation.path}/{id}`);
      const token = await credentialsFor(operation);
      const [mine = '', theirs = ''] = await Promise.all(
        [ground, stranger].map(async (each) =>
          (await each.rows.pathOf(single, { fresh: true })).split('/').at(-1),
        ),
      );
      const { text } = await ask(operation, {
        path: `${await ground.rows.pathOf(operation)}?limit=100`,
        token,
      });
      expect({ name: operation.name, mine: text.includes(mine), theirs: text.includes(theirs) }).toEqual({
        name: operation.name,
        mine: true,
        theirs: false,
      });
    });
  });

  it('refuses a field that nobody knows by its name, in a body and in a query', async () => {
    const errorsIn = ({ text }: RawAnswer): unknown => (JSON.parse(text) as { errors?: unknown }).errors;
    const errors = { no_such_field: ['is not a known field'] };
    await each(
      ({ body }) => body !== null,
      async (operation) => {
        const body = { ...(ground.rows.exampleFor(operation) as object), no_such_field: 1 };
        const answer = await ask(operation, { body, token: await credentialsFor(operation) });
        expect({ name: operation.name, errors: errorsIn(answer) }).toEqual({ name: operation.name, errors });
      },
    );
    await each(
      ({ parameters }) => parameters.some((parameter) => parameter.in === 'query'),
      async (operation) => {
        const path = `${await ground.rows.pathOf(operation)}?no_such_field=1`;
        const answer = await ask(operation, { path, token: await credentialsFor(operation) });
        expect({ name: operation.name, errors: errorsIn(answer) }).toEqual({ name: operation.name, errors });
      },
    );
  });

  it('is closed to a token whose limit is spent', async () => {
    const token = await ground.staff.issue({ rate_limits: [{ limit: 1, window: '1h' }] });
    await ask(api.operation('GET /api/token/self'), { token });
    await each(isForTokens, async (operation) => {
      const answer = await ask(operation, { token });
      expectRefusal(operation, answer, { status: 429, message: 'Rate limit exceeded' });
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
      expect(answer.headers.ratelimit).toContain('r=0');
    });
  });

  // The last of them: one of the operations revokes all tokens.
  it('does for an operator what it is for, with the example of the reference', async () => {
    await each(
      () => true,
      async (operation) => {
        const path = await ground.rows.pathOf(operation, { fresh: true });
        const token = await ground.staff.accessToken();
        const { status, text } = await ask(operation, { path, token });
        const { name } = operation;
        expect({ name, text, isDone: status < 300 }).toEqual({ name, text, isDone: true });
        ground.rows.forget(path);
      },
    );
  });
});
