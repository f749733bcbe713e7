import { BusUnavailableError } from '@latchkey/bus';
import { invalid, type TokenVerdict, valid, type WorkspaceRef } from '@latchkey/contracts';
import { eventually, http } from '@latchkey/testing';
import { apitk, generateToken, knownProfiles, tokenDigest, whm } from '@latchkey/token-format';
import { Controller, Get, Logger, Post } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { request as rawRequest } from 'node:http';
import {
  aSession,
  aToken,
  type GuardedApp,
  ScriptedForeignCredentials,
  ScriptedRequestLimits,
  ScriptedThrottle,
  ScriptedUsage,
  ScriptedSessionVerifier,
  ScriptedTokenVerifier,
  startGuardedApp,
} from '../test/guarded-app.js';
import { AnyCredential, RequireAbility } from './access.js';
import { AccessToken, CurrentIdentity, CurrentWorkspace } from './authenticated-request.js';
import { Memory } from './cache/memory.js';
import { Credentials } from './credentials.js';
import { type Identity } from './decision.js';
import { HttpsOnly } from './exposure/https-only.js';
import { Introspection } from './introspection.js';
import { SystemClock } from './lease/clock.js';
import { TokenGuard } from './token.guard.js';
import { SupersededUses } from './usage/superseded-uses.js';

@Controller(['v1/:workspace/things', 'things'])
class ThingsController {
  @Get()
  @RequireAbility('contacts.read', 'things/list')
  list(@CurrentIdentity() identity: Identity, @CurrentWorkspace() workspace: WorkspaceRef): object {
    return { kind: identity.kind, workspace: workspace.slug };
  }

  @Post()
  @RequireAbility('contacts.create', 'things/create')
  create(): object {
    return {};
  }

  @Get('self')
  @AnyCredential('things/self')
  self(): object {
    return {};
  }

  @Get('principal')
  @RequireAbility('contacts.read', 'things/principal')
  principal(@AccessToken() accessToken: string): object {
    return { length: accessToken.length };
  }
}

const token = generateToken(apitk);
const other = generateToken(whm);
const jwt = ['eyJhbGciOiJFZERTQSJ9', 'eyJzaWQiOiIxIn0', 'c2lnbmF0dXJl'].join('.');
let app: GuardedApp;

beforeEach(async () => {
  app = await startGuardedApp(ThingsController);
  app.tokens.answer = () => Promise.resolve(valid(aToken()));
});
afterEach(() => app.close());

const get = (path: string, credential: { token?: string; apiKey?: string } = { token }) =>
  http(app.url).request('GET', path, credential);

/** Header by header as given, which fetch would fold. */
const getRaw = (headers: string[]): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const { host } = new URL(app.url);
    const request = rawRequest(`${app.url}/things`, { headers: ['host', host, ...headers] }, (response) => {
      response.resume();
      response.once('end', () => {
        resolve(response.statusCode);
      });
    });
    request.once('error', reject).end();
  });

describe('a guarded route', () => {
  it('answers a valid token, and tells its handler who calls', async () => {
    const { status, json } = await get('/things');
    expect({ status, json }).toEqual({ status: 200, json: { kind: 'token', workspace: 'acme' } });
    expect(app.tokens.asked).toEqual([tokenDigest(token)]);
  });

  it('answers a session on the same path, and never asks the verifier of tokens about it', async () => {
    app.sessions.answer = () => Promise.resolve(valid(aSession()));
    expect((await get('/things', { token: jwt })).json).toEqual({ kind: 'operator', workspace: 'acme' });
    expect((await get('/things/principal', { token: jwt })).json).toEqual({ length: jwt.length });
    expect(app.sessions.asked).toHaveLength(2);
    expect(app.tokens.asked).toEqual([]);
  });

  it('gives a token’s request no access token to act with', async () => {
    expect((await get('/things/principal')).status).toBe(500);
  });

  it('asks for a credential when there is none, to the byte (X25)', async () => {
    const { status, text, headers } = await get('/things', {});
    expect(status).toBe(401);
    expect(text).toBe('{"status":"error","message":"API token is required"}');
    expect(headers.get('www-authenticate')).toBe('Bearer realm="latchkey"');
  });

  it('never looks for one in the query string', async () => {
    for (const name of ['token', 'api_key', 'access_token', 'X-API-Key', 'authorization']) {
      expect((await get(`/things?${name}=${token}`, {})).status).toBe(401);
    }
    expect(app.tokens.asked).toEqual([]);
  });

  it('names the missing ability in body and challenge (X27)', async () => {
    app.tokens.answer = () => Promise.resolve(valid(aToken({ abilities: ['contacts.read'] })));
    const { status, text, headers } = await http(app.url).request('POST', '/things', { token });
    expect(status).toBe(403);
    expect(text).toBe(
      '{"status":"error","message":"Token does not have the required ability: contacts.create"}',
    );
    expect(headers.get('www-authenticate')).toContain('scope="contacts.create"');
  });

  it('takes the workspace from the path: another one’s is refused like an unknown token (D8)', async () => {
    expect((await get('/v1/acme/things')).status).toBe(200);
    const foreign = await get('/v1/globex/things');
    app.tokens.answer = () => Promise.resolve(invalid('unknown'));
    const unknown = await get('/v1/acme/things');
    expect(foreign.text).toBe(unknown.text);
    expect([foreign.status, unknown.status]).toEqual([401, 401]);
    expect(foreign.headers.get('www-authenticate')).toBe(unknown.headers.get('www-authenticate'));
  });
});

describe('whatever makes a token invalid', () => {
  it.each(['unknown', 'inactive', 'deleted', 'expired', 'owner_inactive', 'ended'] as const)(
    'is answered with the same bytes: %s',
    async (reason) => {
      app.tokens.answer = () => Promise.resolve(invalid(reason));
      const { status, text, headers } = await get('/things');
      expect(status).toBe(401);
      expect(text).toBe('{"status":"error","message":"Invalid API token"}');
      expect(headers.get('www-authenticate')).toBe('Bearer realm="latchkey", error="invalid_token"');
    },
  );
});

describe('no verdict', () => {
  it.each([
    { error: new BusUnavailableError('timeout'), why: 'auth did not answer in time' },
    { error: new BusUnavailableError('disconnected'), why: 'Redis is away' },
    { error: new BusUnavailableError('full'), why: 'auth is overrun' },
    { error: new TypeError('a defect'), why: 'asking broke' },
  ])('is 503 with Retry-After, never 401 and never access, when $why (P6)', async ({ error }) => {
    app.tokens.answer = () => Promise.reject(error);
    app.sessions.answer = () => Promise.reject(error);
    for (const credential of [token, jwt]) {
      const { status, text, headers } = await get('/things', { token: credential });
      expect(status).toBe(503);
      expect(text).toBe('{"status":"error","message":"Service temporarily unavailable"}');
      expect(headers.get('retry-after')).toBe('1');
      expect(headers.get('www-authenticate')).toBeNull();
    }
  });
});

describe('garbage', () => {
  it('is refused without anybody being asked (P8)', async () => {
    const mistyped = token.slice(0, -1) + (token.endsWith('0') ? '1' : '0');
    for (const text of [mistyped, `${token}x`, 'x', `"${token}"`, 'whm_a1b2', 'null', 'undefined']) {
      expect((await get('/things', { token: text })).status).toBe(401);
      expect((await get('/things', { apiKey: text })).status).toBe(401);
    }
    expect((await get('/things', { apiKey: jwt })).status).toBe(401);
    expect(app.tokens.asked.length + app.sessions.asked.length).toBe(0);
  });
});

describe('a token that another system issued', () => {
  const foreign = `17|${'aB3'.repeat(14)}`;
  const digest = tokenDigest('what was hashed of it');

  it('is asked about by what that system hashed of it, in either header', async () => {
    app.foreign.answer = (text) => (text === foreign ? digest : null);
    expect((await get('/things', { token: foreign })).status).toBe(200);
    expect((await get('/things', { apiKey: foreign })).status).toBe(200);
    expect((await get('/things', { token: foreign, apiKey: token })).status).toBe(401);
    expect(app.tokens.asked).toEqual([digest, digest]);
  });

  it('is waited for while nobody knows what such tokens look like', async () => {
    app.foreign.answer = () => Promise.resolve(digest);
    expect((await get('/things', { token: foreign })).status).toBe(200);
    app.foreign.answer = () => Promise.resolve(null);
    expect((await get('/things', { token: foreign })).status).toBe(401);
  });

  it('is 503 when nobody can know (P6)', async () => {
    app.foreign.answer = () => Promise.reject(new BusUnavailableError('timeout'));
    expect((await get('/things', { token: foreign })).status).toBe(503);
  });

  it('is refused like any other when nobody imported it, and is no guess', async () => {
    const { status, text, headers } = await get('/things', { token: foreign });
    expect([status, text]).toEqual([401, '{"status":"error","message":"Invalid API token"}']);
    expect(headers.get('www-authenticate')).toBe('Bearer realm="latchkey", error="invalid_token"');
    expect([app.tokens.asked, app.throttle.counted]).toEqual([[], []]);
  });

  it('counts as a guess when it looks like one and was never imported', async () => {
    app.foreign.answer = () => digest;
    app.tokens.answer = () => invalid('unknown');
    const { status, text } = await get('/things', { token: foreign });
    expect([status, text]).toEqual([401, '{"status":"error","message":"Invalid API token"}']);
    expect(app.throttle.counted).toHaveLength(1);
  });
});

describe('a header that is sent twice', () => {
  const twice = (name: string, first: string, second: string): string[] => [name, first, name, second];

  it.each([
    { headers: twice('Authorization', `Bearer ${token}`, `Bearer ${token}`), status: 200, why: 'it agrees' },
    { headers: twice('X-API-Key', token, token), status: 200, why: 'it agrees' },
    { headers: twice('Authorization', `Bearer ${token}`, `Bearer ${other}`), status: 401, why: 'it differs' },
    { headers: twice('X-API-Key', token, other), status: 401, why: 'it differs' },
  ])('is answered with $status because $why', async ({ headers, status }) => {
    await expect(getRaw(headers)).resolves.toBe(status);
    expect(app.tokens.asked).toHaveLength(status === 200 ? 1 : 0);
  });
});

describe('every request', () => {
  it('asks for itself, also while the same question is on its way (P1)', async () => {
    const answers: ((verdict: TokenVerdict) => void)[] = [];
    app.tokens.answer = () => new Promise((resolve) => answers.push(resolve));
    const requests = Array.from({ length: 50 }, () => get('/things'));
    // Nobody is answered before all have asked: a merged question would keep this waiting.
    while (answers.length < 50) await new Promise(setImmediate);
    answers.forEach((answer, i) => {
      answer(i % 2 ? valid(aToken()) : invalid('deleted'));
    });
    const statuses = (await Promise.all(requests)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(25);
    expect(statuses.filter((status) => status === 401)).toHaveLength(25);
    expect(app.tokens.asked).toHaveLength(50);
  });
});

it('judges each request by a moment since it came, by both clocks (P1)', async () => {
  for (let request = 0; request < 3; request++) {
    const [mono, wall] = [performance.now(), Date.now()];
    await get('/things');
    const at = app.tokens.moments[request];
    expect(at?.mono).toBeGreaterThanOrEqual(mono);
    expect(at?.wall).toBeGreaterThanOrEqual(wall);
  }
});

describe('the limits of a token', () => {
  const remaining = '"2/1m";r=1;t=30';
  const rate = { policy: '"2/1m";q=2;w=60', remaining: () => remaining };

  it('are told with what they admit', async () => {
    app.limits.answer = () => ({ outcome: 'admitted', rate });
    const { status, headers } = await get('/things');
    expect(status).toBe(200);
    expect(headers.get('ratelimit-policy')).toBe(rate.policy);
    expect(headers.get('ratelimit')).toBe(remaining);
  });

  it.each([
    ['Rate limit exceeded', 'limited'],
    ['Monthly quota exceeded', 'quota'],
  ] as const)('refuse with 429 and say when to come again: %s', async (message, outcome) => {
    app.limits.answer = () => Promise.resolve({ outcome, rate, retryAfter: 17 });
    const { status, text, headers } = await get('/things');
    expect(status).toBe(429);
    expect(text).toBe(`{"status":"error","message":"${message}"}`);
    expect(headers.get('retry-after')).toBe('17');
    expect(headers.get('ratelimit')).toBe(remaining);
  });

  it('are neither met nor passed while nobody can tell (P6)', async () => {
    app.limits.answer = () => ({ outcome: 'unavailable' });
    const { status, headers } = await get('/things');
    expect(status).toBe(503);
    expect(headers.get('retry-after')).toBe('1');
  });

  it('count only what may otherwise pass, and a question about oneself costs no quota', async () => {
    app.tokens.answer = () => Promise.resolve(valid(aToken({ abilities: [] })));
    expect((await get('/things')).status).toBe(403);
    app.tokens.answer = () => Promise.resolve(invalid('expired'));
    expect((await get('/things')).status).toBe(401);
    expect(app.limits.asked).toEqual([]);
    app.tokens.answer = () => Promise.resolve(valid(aToken({ abilities: [] })));
    expect((await get('/things/self')).status).toBe(200);
    app.tokens.answer = () => Promise.resolve(valid(aToken()));
    expect((await get('/things')).status).toBe(200);
    expect(app.limits.asked).toEqual([false, true]);
  });

  it('are none of a session', async () => {
    app.limits.answer = () => ({ outcome: 'unavailable' });
    app.sessions.answer = () => Promise.resolve(valid(aSession()));
    expect((await get('/things', { token: jwt })).status).toBe(200);
  });
});

describe('unknown tokens', () => {
  it('count against the client that presents them, and no other refusal does', async () => {
    app.tokens.answer = () => invalid('unknown');
    expect((await get('/things')).status).toBe(401);
    for (const reason of ['inactive', 'deleted', 'expired', 'owner_inactive'] as const) {
      app.tokens.answer = () => invalid(reason);
      expect((await get('/things')).status).toBe(401);
    }
    expect((await get('/things', { token: 'garbage' })).status).toBe(401);
    app.sessions.answer = () => invalid('unknown');
    expect((await get('/things', { token: jwt })).status).toBe(401);
    expect(app.throttle.counted).toEqual(['127.0.0.1']);
  });

  it.each([
    { credential: token, what: 'a token' },
    {
      credential: generateToken(whm).replace('whm_', 'shop_'),
      what: 'one of a shape that is asked for first',
    },
  ])('count against a client that has gone before auth answers: $what', async ({ credential }) => {
    let answer = (): void => undefined;
    app.tokens.answer = () =>
      new Promise((resolve) => {
        answer = () => {
          resolve(invalid('unknown'));
        };
      });
    app.foreign.answer = (text) => Promise.resolve(tokenDigest(text));
    const request = rawRequest(`${app.url}/things`, { headers: { 'x-api-key': credential } });
    request.once('error', () => undefined).end();
    await eventually(() => app.tokens.asked.length === 1);
    request.destroy();
    await new Promise((resolve) => setTimeout(resolve, 50));
    answer();
    await eventually(() => app.throttle.counted.length === 1);
    expect(app.throttle.counted).toEqual(['127.0.0.1']);
  });

  it('of a client with too many are refused, and it hears when to come back', async () => {
    app.throttle.seconds = 42;
    const refused = await get('/things');
    expect(refused).toMatchObject({
      status: 429,
      json: { status: 'error', message: 'Too many invalid attempts' },
    });
    expect(refused.headers.get('retry-after')).toBe('42');
    expect(app.tokens.asked).toEqual([]);
  });

  it('do not keep a token out that this guard knows', async () => {
    app.throttle.seconds = 42;
    app.tokens.memory = valid(aToken());
    expect((await get('/things')).status).toBe(200);
    app.tokens.memory = invalid('deleted');
    expect((await get('/things')).status).toBe(401);
    app.tokens.memory = invalid('unknown');
    expect((await get('/things')).status).toBe(429);
  });
});

describe('the use of a token', () => {
  it('is counted when the request is let through, and not when it is refused', async () => {
    app.tokens.answer = () => valid(aToken({ abilities: ['contacts.read'] }));
    expect((await get('/things')).status).toBe(200);
    expect((await get('/things/self')).status).toBe(200);
    expect((await http(app.url).request('POST', '/things', { token })).status).toBe(403);
    app.limits.answer = () => ({ outcome: 'unavailable' });
    expect((await get('/things')).status).toBe(503);
    expect(app.usage.counted).toEqual([aToken().id, aToken().id]);
  });
});

describe('a secret that a rotation took the place of', () => {
  const superseded = {
    secret_id: '0198c5a2-0000-7000-8000-000000000009',
    until: '2026-12-01T00:00:00.000Z',
    ends_in_ms: 60_000,
  };
  let told: jest.SpiedFunction<Logger['warn']>;
  beforeEach(() => {
    told = import.meta.jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
  });
  afterEach(() => {
    told.mockRestore();
  });

  it('is told so with every response, and the log says who uses it, once a minute a client', async () => {
    app.tokens.answer = () => valid(aToken({ superseded }));
    for (let n = 0; n < 3; n++) {
      const answer = await http(app.url).request('GET', '/things/self', {
        token,
        headers: { 'user-agent': 'shop/1.2' },
      });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('x-token-rotation')).toBe('superseded; until=2026-12-01T00:00:00.000Z');
    }
    expect(told).toHaveBeenCalledTimes(1);
    expect(told).toHaveBeenCalledWith(
      expect.objectContaining({ token_id: aToken().id, client: '127.0.0.1', user_agent: 'shop/1.2' }),
    );
  });

  it('is nothing that others hear of', async () => {
    app.tokens.answer = () => valid(aToken());
    const { headers } = await http(app.url).request('GET', '/things/self', { token });
    expect(headers.get('x-token-rotation')).toBeNull();
    expect(told).not.toHaveBeenCalled();
  });
});

describe('what does not come over HTTP', () => {
  it.each(['rpc', 'ws', 'graphql'])('stays outside: %s', (kind) => {
    const clock = new SystemClock();
    const guard = new TokenGuard(
      new Reflector(),
      new Credentials(
        knownProfiles(),
        new Memory(clock, 1_000),
        new HttpsOnly(false, { tell: () => undefined }),
      ),
      new Introspection(
        new ScriptedTokenVerifier(),
        new ScriptedSessionVerifier(),
        new ScriptedThrottle(),
        new ScriptedForeignCredentials(),
        clock,
      ),
      new ScriptedRequestLimits(),
      new ScriptedUsage(),
      new SupersededUses(),
      clock,
    );
    const context = new ExecutionContextHost([]);
    context.setType(kind);
    expect(guard.canActivate(context)).toBe(false);
  });
});
