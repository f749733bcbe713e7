import { type HttpClient, type Latchkey, startLatchkey, testPassword } from '@latchkey/testing';
import { apiOf, type Data, type Session, signIn } from './acting.js';

describe('an operator’s session', () => {
  let latchkey: Latchkey;
  let api: HttpClient;
  beforeAll(async () => {
    latchkey = await startLatchkey();
    api = apiOf(latchkey);
  });
  afterAll(() => latchkey.stop());

  const refresh = (refresh_token: string) =>
    api.request<Data<Session>>('POST', '/api/auth/refresh', { body: { refresh_token } });
  const statusWith = async (token: string): Promise<number> =>
    (await api.request('GET', '/api/api-keys', { token })).status;

  it('answers an unknown email and a wrong password alike', async () => {
    const { email } = latchkey.operator;
    const answers = [];
    for (const login of [
      { email, password: testPassword() },
      { email: 'nobody@acme.test', password: testPassword() },
    ]) {
      const { status, text } = await api.request('POST', '/api/auth/login', { body: login });
      answers.push({ status, text });
    }
    const refused = { status: 401, text: '{"status":"error","message":"Invalid email or password"}' };
    expect(answers).toEqual([refused, refused]);
  });

  it('works on the same endpoints as a token, in both forms of the path', async () => {
    const { access_token: token, expires_in } = await signIn(api, latchkey.operator);
    expect(expires_in).toBe(900);
    const body = { firstname: 'Grace', phone: '+15550101' };
    expect((await api.request('POST', '/api/v1/acme/contacts', { token, body })).status).toBe(201);
    expect((await api.request('GET', '/api/contacts', { token })).status).toBe(200);
    expect((await api.request('GET', '/api/v1/elsewhere/contacts', { token })).status).toBe(401);
  });

  it('gives a new pair for a refresh token, once', async () => {
    const first = await signIn(api, latchkey.operator);
    const second = await refresh(first.refresh_token);
    expect(second.status).toBe(200);
    expect(second.headers.get('cache-control')).toBe('no-store');
    expect(await statusWith(second.json.data.access_token)).toBe(200);
  });

  it('ends altogether when a refresh token is used twice: somebody else has it', async () => {
    const first = await signIn(api, latchkey.operator);
    const second = (await refresh(first.refresh_token)).json.data;
    expect((await refresh(first.refresh_token)).status).toBe(401);
    expect((await refresh(second.refresh_token)).status).toBe(401);
    expect(await statusWith(first.access_token)).toBe(401);
    expect(await statusWith(second.access_token)).toBe(401);
  });

  it('is over at once when the operator logs out: a signed access token is not enough', async () => {
    const session = await signIn(api, latchkey.operator);
    const other = await signIn(api, latchkey.operator);
    const { access_token: token } = session;
    const answer = await api.request('POST', '/api/auth/logout', { token });
    expect(answer.status).toBe(200);
    expect(await statusWith(token)).toBe(401);
    expect((await refresh(session.refresh_token)).status).toBe(401);
    expect(await statusWith(other.access_token)).toBe(200);
  });

  it('is not accepted as an API key, forged, or unsigned', async () => {
    const { access_token: token } = await signIn(api, latchkey.operator);
    const [header = '', claims = '', signature = ''] = token.split('.');
    const unsigned = `${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')}.${claims}.`;
    const forged = `${header}.${claims}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
    expect((await api.request('GET', '/api/contacts', { apiKey: token })).status).toBe(401);
    expect(await statusWith(unsigned)).toBe(401);
    expect(await statusWith(forged)).toBe(401);
  });

  it('is not opened by guessing: after ten attempts nobody is let in for a while, known or not', async () => {
    const { operator } = await latchkey.addWorkspace('besieged');
    for (const email of [operator.email, 'nobody@besieged.test']) {
      const guess = (password: string) =>
        api.request('POST', '/api/auth/login', { body: { email, password } });
      const guesses = await Promise.all(Array.from({ length: 10 }, () => guess(testPassword())));
      expect(guesses.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 401));
      const answer = await guess(operator.password);
      expect(answer.status).toBe(429);
      expect(answer.text).toBe('{"status":"error","message":"Too many invalid attempts"}');
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(800);
      expect(Number(answer.headers.get('retry-after'))).toBeLessThanOrEqual(900);
    }
  });

  it('may be opened any number of times by who knows the password', async () => {
    for (let time = 0; time < 12; time++) await signIn(api, latchkey.operator);
  });

  it('answers a malformed login with the fields that are wrong', async () => {
    const answer = await api.request<{ errors: object }>('POST', '/api/auth/login', { body: { email: 7 } });
    expect(answer.status).toBe(422);
    expect(Object.keys(answer.json.errors)).toEqual(['email', 'password']);
  });
});
