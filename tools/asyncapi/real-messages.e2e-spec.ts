import { BusAnswerError, BusClient, type CallOptions, readPublicSealingKey } from '@latchkey/bus';
import {
  closeSession,
  type Contract,
  createOperator,
  getToken,
  readTokenAudit,
  getWorkspace,
  importTokens,
  issueToken,
  leaveGuards,
  knownOperators,
  listOperators,
  listSigningKeys,
  listTokens,
  listTokenShapes,
  openSession,
  readQuota,
  readUsage,
  refreshSession,
  registerGuard,
  renewLease,
  reportExposure,
  reportUsage,
  reserveQuota,
  removeOperator,
  revokeManyTokens,
  revokeToken,
  rotateToken,
  updateOperator,
  updateToken,
  updateWorkspace,
  verifySession,
  verifyToken,
} from '@latchkey/contracts';
import { eventually, type Latchkey, startLatchkey, testPassword, testRedisUrl } from '@latchkey/testing';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { Redis } from 'ioredis';
import { createHash, randomUUID } from 'node:crypto';
import { type BusDocument, loadDocument } from './bus-document.js';
import { closed } from './closed-document.js';
import { type Heard, heardIn } from './wire.js';

const digestOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/**
 * Every contract once, and what can go wrong, as Redis saw it. Stricter than a client has to be: what the document
 * does not name must not travel.
 */
describe('messages of a running Latchkey', () => {
  let latchkey: Latchkey;
  let document: BusDocument;
  let ajv: Ajv;
  let client: BusClient;
  let monitor: Redis;
  let heard: Heard;
  const lines: string[][] = [];
  const refusals: unknown[] = [];

  beforeAll(async () => {
    document = await loadDocument();
    ajv = new Ajv({ strict: false, allErrors: true });
    addFormats.default(ajv);
    ajv.addSchema(closed(document), 'bus');

    // Before anybody talks: ioredis takes what comes in one piece with the answer to MONITOR for nonsense.
    const connection = new Redis(testRedisUrl());
    monitor = await connection.monitor();
    connection.disconnect();
    monitor.on('monitor', (_time: string, args: string[]) => lines.push(args));
    latchkey = await startLatchkey();
    const sealingKey = readPublicSealingKey(latchkey.env.resource.SEALING_PUBLIC_KEY ?? '');
    client = new BusClient({ redisUrl: latchkey.redisUrl, service: 'auth', sealingKey });
    await client.connect();
    await story();
    heard = await eventually(() => {
      const all = heardIn(lines, document);
      return all.replies.size > 20 && all;
    });
  }, 60_000);
  // Apart: one that fails keeps none of the others from being closed.
  afterAll(() => {
    monitor.disconnect();
  });
  afterAll(() => {
    client.close();
  });
  afterAll(() => latchkey.stop());

  async function story(): Promise<void> {
    const other = await client.call(openSession, { ...latchkey.operator });
    const { session_id } = await client.call(closeSession, {}, { principal: other.access_token });
    await ask(verifySession, { session_id });
    const { refresh_token } = await client.call(openSession, { ...latchkey.operator });
    const { access_token: principal } = await client.call(refreshSession, { refresh_token });
    const [, claims = ''] = principal.split('.');
    const { sid } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { sid: string };
    await ask(verifySession, { session_id: sid });
    await ask(listSigningKeys, {});

    const plain = await client.call(issueToken, { name: 'Plain', monthly_quota: null }, { principal });
    const terms = {
      abilities: ['contacts.read'] as const,
      allowed_routes: ['contacts/**'],
      rate_limits: [{ limit: 10, window: '1s' as const }],
      monthly_quota: 1_000,
      expires_at: '2999-12-31T23:59:59Z',
      is_active: false,
    };
    const idempotencyKey = randomUUID();
    const whole = { name: 'Whole', profile: 'whm', ...terms };
    const { id, key } = await client.call(issueToken, whole, { principal, idempotencyKey });
    await ask(verifyToken, { digest: digestOf(plain.key) });
    await ask(verifyToken, { digest: digestOf(key) });
    await client.call(updateToken, { id, name: 'Renamed', abilities: null, is_active: true }, { principal });
    await ask(verifyToken, { digest: digestOf(key) });
    const { next_cursor } = await ask(listTokens, { limit: 1 }, { principal });
    await ask(listTokens, { limit: 1, cursor: next_cursor ?? '' }, { principal });
    await ask(getToken, { id }, { principal });
    await ask(readTokenAudit, { id, limit: 1 }, { principal });
    const { quota } = await ask(readQuota, { token_id: id });
    const { month = '', version = 0 } = quota ?? {};
    await ask(reserveQuota, { token_id: id, month, version, run_id: '0'.repeat(40), after: 0 });
    const uses = [{ token_id: id, requests: 2, last_ms_ago: 10 }];
    await ask(reportExposure, { digest: digestOf(key) });
    await ask(reportUsage, { report_id: randomUUID(), uses });
    const today = new Date().toISOString().slice(0, 10);
    const within = { workspace_id: latchkey.workspace.id, from: today, to: today };
    await ask(readUsage, { ...within, token_id: id, limit: 1 });
    await client.call(rotateToken, { id, grace_seconds: 60 }, { principal });
    await ask(verifyToken, { digest: digestOf(key) });
    await ask(getToken, { id }, { principal });
    await client.call(revokeToken, { id, reason: 'Not needed any more' }, { principal });
    await client.call(
      revokeManyTokens,
      { created_before: '2020-01-01T00:00:00Z', reason: 'A drill' },
      { principal },
    );
    await client.call(revokeManyTokens, {}, { principal });

    await ask(getWorkspace, {}, { principal });
    const rate_limits = [{ limit: 100, window: '1m' as const }];
    await client.call(updateWorkspace, { profile: 'apitk', rate_limits }, { principal });
    const token_shapes = [{ prefix: 'shop_', length: 22, alphabet: 'base58', of: 'whole' }] as const;
    await client.call(updateWorkspace, { token_shapes }, { principal });
    await ask(listTokenShapes, {});
    const row = { sha256: digestOf('shop_'), of: 'whole', display: 'shop_Hx7', name: 'Imported' } as const;
    await client.call(importTokens, { tokens: [{ ...row, ...terms }] }, { principal });
    const colleague = { email: 'grace@acme.test', password: testPassword(), permissions: [] };
    const { id: operatorId } = await client.call(createOperator, colleague, { principal });
    await client.call(updateOperator, { id: operatorId, is_active: false }, { principal });
    await client.call(removeOperator, { id: operatorId }, { principal });
    await ask(listOperators, { limit: 1 }, { principal });
    await ask(knownOperators, { workspace_id: randomUUID(), ids: [operatorId] });

    const guard_id = randomUUID();
    const { position } = await ask(registerGuard, { guard_id });
    await ask(renewLease, { guard_id, ...position });
    await ask(renewLease, { guard_id: randomUUID(), ...position });
    await ask(leaveGuards, { guard_id });
    const unknown = { ...verifyToken, pattern: 'auth.tokens.nothing.v1' };
    await refused(client.call(unknown, { digest: digestOf('') }));
    await refused(client.call({ ...verifyToken, kind: 'command' }, { digest: digestOf('') }));
    await refused(client.call(issueToken, { name: '', abilities: [] }, { principal }));
    await refused(client.call(issueToken, { name: 'Nobody' }));
    await refused(client.call(getToken, { id: randomUUID() }, { principal }));
    await refused(client.call(refreshSession, { refresh_token: 'none' }));
  }

  /** A question that a busy machine did not answer in time may be asked again. */
  async function ask<Request extends object, Reply>(
    contract: Contract<Request, Reply>,
    request: Request,
    options?: CallOptions,
  ): Promise<Reply> {
    const { reply } = await eventually(async () => ({
      reply: await client.call(contract, request, options),
    }));
    return reply;
  }

  async function refused(call: Promise<unknown>): Promise<void> {
    const error: unknown = await call.then(
      () => null,
      (reason: unknown) => reason,
    );
    if (!(error instanceof BusAnswerError)) throw new Error(`It was not refused: ${String(error)}`);
    refusals.push(error.detail);
  }

  const problemsOf = (pointer: string, content: unknown): unknown => {
    const isValid = ajv.getSchema(`bus#/components/messages/${pointer}`);
    if (!isValid) throw new Error(`The document has no ${pointer}`);
    return isValid(content)
      ? []
      : isValid.errors?.map(({ instancePath, message, params }) => ({ instancePath, message, params }));
  };

  it('are of every operation that the document has', () => {
    const patterns = new Set(heard.requests.map(({ pattern }) => pattern));
    const asked = Object.values(document.operations).filter(({ action }) => action === 'receive');
    expect(asked.map(({ title }) => title).filter((pattern) => !patterns.has(pattern))).toEqual([]);
  });

  it('match it, whichever contract they are of', () => {
    let matched = 0;
    for (const request of heard.requests.filter(({ id }) => heard.replies.has(id))) {
      const { pattern, kind, id, body } = request;
      const [name, operation] =
        Object.entries(document.operations).find(([, { title }]) => title === pattern) ?? [];
      const reply = heard.replies.get(id);
      const error = Object(reply) as { error?: unknown };
      // What is refused on purpose does not match its own description.
      if (error.error !== undefined) {
        expect({ pattern, problems: problemsOf('error/payload', reply) }).toEqual({ pattern, problems: [] });
        continue;
      }
      const bodySchema = `${name}.request/payload/allOf/1/properties/body/contentSchema`;
      const problems = {
        request: problemsOf(`${name}.request/payload`, request),
        body: problemsOf(bodySchema, JSON.parse(body)),
        reply: problemsOf(`${name}.reply/payload`, reply),
      };
      expect({ pattern, ...problems }).toEqual({ pattern, request: [], body: [], reply: [] });
      const budgetMs = operation?.['x-budget-ms'] ?? 0;
      expect(operation?.['x-kind']).toBe(kind);
      // What is left of it when it is sent.
      expect(request.budget_ms).toBeLessThanOrEqual(budgetMs);
      expect(request.budget_ms).toBeGreaterThan(budgetMs / 2);
      matched++;
    }
    expect(matched).toBeGreaterThan(15);
  });

  it('are refused with the kinds and codes that it lists', () => {
    const codes = document['x-errors'].codes.map(({ code, kind }) => ({ code, kind }));
    expect(refusals).toHaveLength(6);
    for (const refusal of refusals) {
      const { code, kind } = Object(refusal) as { code: string; kind: string };
      expect(codes).toContainEqual({ code, kind });
    }
  });

  it('are sent with the limit that it names', () => {
    const limits = new Set(heard.sendCalls.map(([, , , , maxWaiting]) => maxWaiting));
    expect([...limits]).toEqual([String(document['x-redis'].max_waiting)]);
  });
});
