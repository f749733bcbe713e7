import { eventually, type HttpAnswer, type Latchkey, startLatchkey } from '@latchkey/testing';
import { createHash, randomBytes } from 'node:crypto';
import { type ApiKey, apiOf, type Data, OperatorDesk } from './acting.js';

const UNKEY = { prefix: 'shop_', length: 22, alphabet: 'base58', of: 'whole' };
const SANCTUM = { prefix: '', length: 40, alphabet: 'base62', of: 'after-pipe' };
const INVALID = '{"status":"error","message":"Invalid API token"}';

interface Foreign {
  /** What its client sends. */
  readonly token: string;
  readonly row: {
    readonly sha256: string;
    readonly of: string;
    readonly display: string;
    readonly name: string;
  };
}
interface Imported {
  readonly tokens: readonly { id: string; name: string; key_prefix: string; owner_id: string }[];
}

const lettersFrom = (alphabet: string, count: number): string =>
  Array.from(randomBytes(count), (byte) => alphabet[byte % alphabet.length]).join('');
const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Both as their systems make them, and their systems hash them (D18). */
function ofUnkey(): Foreign {
  const token = `shop_${lettersFrom(BASE58, 22)}`;
  return { token, row: { sha256: sha256(token), of: 'whole', display: token.slice(0, 9), name: 'Of Unkey' } };
}
function ofSanctum(): Foreign {
  const secret = lettersFrom(`${BASE58}0OIl`, 40);
  const row = {
    sha256: sha256(secret),
    of: 'after-pipe',
    display: `17|${secret.slice(0, 4)}`,
    name: 'Of Sanctum',
  };
  return { token: `17|${secret}`, row };
}

describe('tokens that another system issued', () => {
  let latchkey: Latchkey;
  let desk: OperatorDesk;

  beforeAll(async () => {
    latchkey = await startLatchkey({ authReplicas: 2, resourceReplicas: 2 });
    desk = await OperatorDesk.open(apiOf(latchkey), latchkey.operator);
  });
  afterAll(() => latchkey.stop());

  const look = (token_shapes: readonly object[], by = desk): Promise<HttpAnswer<{ errors: object }>> =>
    apiOf(latchkey).request('PATCH', '/api/workspace', {
      token: by.session.access_token,
      body: { token_shapes },
    });
  const take = (
    rows: readonly object[],
    by = desk,
  ): Promise<HttpAnswer<Data<Imported> & { errors: object }>> =>
    by.manage('POST', '/import', { tokens: rows });
  const ask = (token: string, replica = 0, path = '/api/contacts'): Promise<HttpAnswer<unknown>> =>
    apiOf(latchkey, replica).request('GET', path, { token });
  /** At every replica. */
  const statuses = (token: string): Promise<number[]> =>
    Promise.all(latchkey.resources.map(async (_, n) => (await ask(token, n)).status));

  describe('once their shapes are listed', () => {
    beforeAll(async () => {
      const { status, headers } = await look([UNKEY, SANCTUM]);
      expect([status, headers.get('x-change-receipt')?.startsWith('effective')]).toEqual([200, true]);
    });

    it('are refused until they are imported, and pass everywhere as soon as that is answered (P1)', async () => {
      for (let n = 0; n < 20; n++) {
        const foreign = [ofUnkey(), ofSanctum()];
        for (const { token } of foreign) expect(await statuses(token)).toEqual([401, 401]);
        const { status, json, headers } = await take(foreign.map(({ row }) => ({ ...row, rate_limits: [] })));
        expect([status, headers.get('x-change-receipt')?.startsWith('effective')]).toEqual([201, true]);
        expect(json.data.tokens.map(({ key_prefix }) => key_prefix)).toEqual(
          foreign.map(({ row }) => row.display),
        );
        for (const { token } of foreign) expect(await statuses(token)).toEqual([200, 200]);
      }
    });

    it('pass in either header, with and without the workspace in the path, under their own terms', async () => {
      const { token, row } = ofSanctum();
      const terms = { abilities: ['contacts.read'], rate_limits: [{ limit: 5, window: '1h' }] };
      await take([{ ...row, ...terms }]);
      const api = apiOf(latchkey);
      expect((await api.request('GET', '/api/v1/acme/contacts', { apiKey: token })).status).toBe(200);
      expect((await ask(token)).headers.get('ratelimit-policy')).toBe('"5/1h";q=5;w=3600');
      const body = { firstname: 'Ada', phone: '+15550100' };
      expect((await api.request('POST', '/api/contacts', { token, body })).status).toBe(403);
      const { json } = (await ask(token, 0, '/api/token/self')) as HttpAnswer<Data<ApiKey>>;
      expect(json.data).toMatchObject({ name: 'Of Sanctum', key_prefix: row.display });
      const list = await desk.manage<Data<ApiKey[]>>('GET', '?limit=1');
      expect(list.json.data).toMatchObject([{ name: 'Of Sanctum', key_prefix: row.display }]);
    });

    it('stop everywhere as soon as they are revoked, and when they are deleted', async () => {
      const { token, row } = ofUnkey();
      const { json } = await take([{ ...row, rate_limits: [] }]);
      const id = json.data.tokens[0]?.id ?? '';
      expect(await statuses(token)).toEqual([200, 200]);
      await desk.setActive(id, false);
      expect(await statuses(token)).toEqual([401, 401]);
      await desk.setActive(id, true);
      expect(await statuses(token)).toEqual([200, 200]);
      await desk.manage('DELETE', `/${id}`);
      expect(await statuses(token)).toEqual([401, 401]);
      expect((await ask(token)).text).toBe(INVALID);
    });

    it('are rotated into tokens of Latchkey’s own, and go on for their grace', async () => {
      const { token, row } = ofSanctum();
      const { json } = await take([{ ...row, rate_limits: [] }]);
      const id = json.data.tokens[0]?.id ?? '';
      const rotated = await desk.manage<Data<ApiKey>>('POST', `/${id}/rotate`, { grace_seconds: 60 });
      const { key } = rotated.json.data;
      expect(key).toMatch(/^apitk_/);
      expect((await ask(token)).headers.get('x-token-rotation')).toMatch(/^superseded; until=/);
      expect([await statuses(token), await statuses(key)]).toEqual([
        [200, 200],
        [200, 200],
      ]);
      await desk.manage('POST', `/${id}/rotate`);
      expect([await statuses(token), await statuses(key)]).toEqual([
        [401, 401],
        [401, 401],
      ]);
    });

    it('are imported once, however often that is asked with its key', async () => {
      const { token, row } = ofUnkey();
      const import_ = () =>
        apiOf(latchkey).request<Data<Imported>>('POST', '/api/api-keys/import', {
          token: desk.session.access_token,
          headers: { 'idempotency-key': `import-${row.sha256}` },
          body: { tokens: [{ ...row, rate_limits: [] }] },
        });
      const answers = await Promise.all([import_(), import_(), import_()]);
      expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
      expect(new Set(answers.map(({ json }) => json.data.tokens[0]?.id)).size).toBe(1);
      expect((await take([row])).json.errors).toEqual({ 'tokens.0.sha256': ['is known already'] });
      expect(await statuses(token)).toEqual([200, 200]);
    });

    it('are refused by row and field when one of them is not as it must be, and none is imported', async () => {
      const { token, row } = ofUnkey();
      const wrong = [
        { ...row },
        { ...row, sha256: row.sha256.toUpperCase() },
        { ...row, sha256: sha256('another'), of: 'half', display: 'line\nline', name: ' ' },
        { ...row, sha256: sha256('a third'), plaintext: token, display: 'seventeen letters' },
        { ...row, sha256: sha256('a fourth'), abilities: ['contacts.fly'], owner_id: 'ada' },
      ];
      const { status, json } = await take(wrong);
      expect([status, Object.keys(json.errors).sort()]).toEqual([
        422,
        [
          'tokens.1.sha256',
          'tokens.2.display',
          'tokens.2.name',
          'tokens.2.of',
          'tokens.3.display',
          'tokens.3.plaintext',
          'tokens.4.abilities',
          'tokens.4.owner_id',
        ],
      ]);
      expect(await statuses(token)).toEqual([401, 401]);
    });

    it.each([
      { body: {}, why: 'there are none' },
      { body: { tokens: [] }, why: 'there are none' },
      { body: { tokens: null }, why: 'they are no list' },
      { body: { tokens: [null] }, why: 'one is nothing' },
      { body: { tokens: ['shop_'] }, why: 'one is a text' },
      { body: { tokens: { 0: ofUnkey().row } }, why: 'they are no list' },
      { body: { tokens: Array.from({ length: 501 }, () => ({})) }, why: 'there are too many' },
    ])('are refused when $why', async ({ body }) => {
      const answer = await desk.manage<{ errors: object }>('POST', '/import', body);
      expect(answer.status).toBe(422);
      expect(Object.keys(answer.json.errors)[0]).toMatch(/^tokens/);
    });

    it('are imported five hundred at a time', async () => {
      const many = Array.from({ length: 500 }, ofUnkey);
      const { status } = await take(many.map(({ row }) => row));
      expect(status).toBe(201);
      const last = many.at(-1)?.token ?? '';
      expect(await statuses(last)).toEqual([200, 200]);
    });
  });

  it('are known by shapes of whatever workspace, and belong to the one that imported them', async () => {
    const globex = await latchkey.addWorkspace('globex');
    const theirs = await OperatorDesk.open(apiOf(latchkey), globex.operator);
    await look([UNKEY], desk);
    const foreign = ofUnkey();
    expect((await take([foreign.row], theirs)).json.errors).toEqual({
      'tokens.0.of': ['is of no shape that the workspace has: add one to its token_shapes'],
    });
    await look([UNKEY], theirs);
    expect((await take([foreign.row], theirs)).status).toBe(201);
    expect((await ask(foreign.token, 0, '/api/v1/globex/contacts')).status).toBe(200);
    expect((await ask(foreign.token, 0, '/api/v1/acme/contacts')).text).toBe(INVALID);
    expect((await take([foreign.row])).json.errors).toEqual({ 'tokens.0.sha256': ['is known already'] });
  });

  it('of a shape that is listed just now pass at once, also at a replica that has just started', async () => {
    const shape = { ...UNKEY, prefix: 'late_', length: 30 };
    const token = `late_${lettersFrom(BASE58, 30)}`;
    expect(await statuses(token)).toEqual([401, 401]);
    await look([UNKEY, shape]);
    await take([{ sha256: sha256(token), of: 'whole', display: 'late_', name: 'Late', rate_limits: [] }]);
    expect(await statuses(token)).toEqual([200, 200]);
    await latchkey.addResource();
    expect(await statuses(token)).toEqual([200, 200, 200]);
  });

  it('that nobody can tell of are 503, what has none of the shapes 401, while auth stands still (P6)', async () => {
    const { token, row } = ofUnkey();
    await take([{ ...row, rate_limits: [] }]);
    expect(await statuses(token)).toEqual([200, 200, 200]);
    await Promise.all(latchkey.auths.map((auth) => auth.pause()));
    try {
      const unknown = ofUnkey().token;
      expect((await ask(unknown)).status).toBe(503);
      expect((await ask(`${unknown}x`)).text).toBe(INVALID);
      // Also when their leases are over.
      await eventually(async () => (await statuses(token)).every((status) => status === 503), {
        withinMs: 8_000,
      });
      expect(await statuses(`${unknown}x`)).toEqual([401, 401, 401]);
    } finally {
      for (const auth of latchkey.auths) auth.resume();
    }
    await eventually(async () => (await statuses(token)).every((status) => status === 200));
  });

  it('have shapes that Latchkey’s own tokens have not', async () => {
    const own = { prefix: 'apitk_', length: 64, alphabet: 'base62', of: 'whole' };
    const { status, json } = await look([UNKEY, own]);
    expect([status, json.errors]).toEqual([
      422,
      { token_shapes: [`"apitk_" and 64 characters could be one of Latchkey's own apitk_…`] },
    ]);
  });
});
