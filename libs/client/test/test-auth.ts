import { Answers, BusContext, BusServer, SealingKey } from '@latchkey/bus';
import {
  type ImportedTokens,
  importTokens,
  ImportTokensRequest,
  invalid,
  type IssuedToken,
  issueToken,
  IssueTokenRequest,
  listTokens,
  ListTokensRequest,
  type TokenPage,
  type TokenVerdict,
  verifyToken,
  VerifyTokenRequest,
  type WithReceipt,
} from '@latchkey/contracts';
import { BusController } from '@latchkey/platform';
import { type PrivateStore, startPrivateRedis } from '@latchkey/testing';
import { apitk, generateToken } from '@latchkey/token-format';
import { type INestApplicationContext, Injectable, Logger, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, Payload } from '@nestjs/microservices';
import { Test } from '@nestjs/testing';
import { Redis } from 'ioredis';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { LatchkeyClient, LatchkeyModule, type LatchkeyOptions } from '../src/index.js';

export interface Asked {
  readonly body: object;
  readonly idempotencyKey: string;
  readonly principal: string | null;
}

/** What the replicas of a test share, as auth's share PostgreSQL: a command of one key happens once. */
@Injectable()
export class Ledger {
  readonly asked: Asked[] = [];
  readonly issued = new Map<string, IssuedToken>();
  /** What happens before an answer; a test says what goes wrong here. */
  beforeAnswer: () => void | Promise<void> = () => undefined;
  private wakes: (() => void)[] = [];

  /** Until `wake`, which the end of the test does too: a server that closes waits for what it has in hand. */
  hang(): Promise<void> {
    return new Promise((resolve) => this.wakes.push(resolve));
  }

  wake(): void {
    for (const wake of this.wakes.splice(0)) wake();
  }

  async note(body: object, { idempotencyKey, principal }: BusContext): Promise<void> {
    this.asked.push({ body: { ...body }, idempotencyKey, principal });
    await this.beforeAnswer();
  }
}

const record = (name: string): IssuedToken => ({
  id: randomUUID(),
  name,
  key: generateToken(apitk),
  key_prefix: 'a1b2c3d4',
  last_used_at: null,
  expires_at: null,
  is_active: true,
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-01T00:00:00Z',
  profile: 'apitk',
  abilities: null,
  allowed_routes: null,
  rate_limits: null,
  monthly_quota: null,
  owner_id: randomUUID(),
  exposed_at: null,
  superseded_secrets: [],
});

@BusController()
class TokenController {
  constructor(private readonly ledger: Ledger) {}

  @Answers(verifyToken)
  async verify(@Payload() request: VerifyTokenRequest, @Ctx() context: BusContext): Promise<TokenVerdict> {
    await this.ledger.note(request, context);
    return invalid('expired');
  }

  @Answers(listTokens)
  async list(@Payload() request: ListTokensRequest, @Ctx() context: BusContext): Promise<TokenPage> {
    await this.ledger.note(request, context);
    return { items: [], next_cursor: null };
  }

  @Answers(importTokens)
  async import(
    @Payload() request: ImportTokensRequest,
    @Ctx() context: BusContext,
  ): Promise<ImportedTokens & WithReceipt> {
    await this.ledger.note(request, context);
    const tokens = request.tokens.map(({ name, display, owner_id = '' }) => ({
      ...{ id: randomUUID(), name, key_prefix: display, owner_id },
    }));
    return { tokens, receipt: { state: 'pending', changed_at: '2026-01-01T00:00:00Z' } };
  }

  @Answers(issueToken)
  async issue(@Payload() request: IssueTokenRequest, @Ctx() context: BusContext): Promise<IssuedToken> {
    const { issued } = this.ledger;
    const first = issued.get(context.idempotencyKey) ?? record(request.name);
    issued.set(context.idempotencyKey, first);
    await this.ledger.note(request, context);
    return first;
  }
}

/** What answers for auth in a test, on a Redis of its own, and services that ask it. */
export class TestAuth {
  private readonly toClose: { close(): unknown }[] = [];

  private constructor(
    readonly store: PrivateStore,
    readonly redis: Redis,
    private readonly keys: { readonly pkcs8: string; readonly spki: string },
    readonly ledger: Ledger,
  ) {}

  static async start(): Promise<TestAuth> {
    Logger.overrideLogger(false);
    const store = await startPrivateRedis();
    const redis = new Redis(store.url, { retryStrategy: () => 20, maxRetriesPerRequest: 0 });
    redis.on('error', () => undefined);
    const { privateKey, publicKey } = generateKeyPairSync('x25519');
    const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
    const spki = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
    return new TestAuth(store, redis, { pkcs8, spki }, new Ledger());
  }

  get options(): LatchkeyOptions {
    return { redisUrl: this.store.url, sealingPublicKey: this.keys.spki, credential: 'the service itself' };
  }

  async replica(): Promise<void> {
    const strategy = new BusServer({
      redisUrl: this.store.url,
      service: 'auth',
      sealingKey: SealingKey.fromPkcs8(this.keys.pkcs8),
    });
    const module = await Test.createTestingModule({
      controllers: [TokenController],
      providers: [{ provide: Ledger, useValue: this.ledger }],
    }).compile();
    const app = module.createNestMicroservice({ strategy, logger: false });
    await app.listen();
    this.toClose.push(app);
  }

  /** A service that installs the client as its README says. */
  async client(options: Partial<LatchkeyOptions> = {}): Promise<LatchkeyClient> {
    const app = await this.service(LatchkeyModule.forRoot({ ...this.options, ...options }));
    return app.get(LatchkeyClient, { strict: false });
  }

  async service(latchkey: ReturnType<typeof LatchkeyModule.forRoot>): Promise<INestApplicationContext> {
    @Module({ imports: [latchkey] })
    class ServiceModule {}
    const app = await NestFactory.createApplicationContext(ServiceModule, {
      logger: false,
      abortOnError: false,
    });
    this.toClose.push(app);
    return app;
  }

  /** What is on auth's stream, as Redis has it. */
  async sent(kind: 'question' | 'command'): Promise<{ id: string; idempotency_key?: string }[]> {
    const entries = await this.redis.xrange(`latchkey:bus:{auth}:${kind}s`, '-', '+');
    return entries.map(([, fields]) => JSON.parse(String(fields[1])) as { id: string });
  }

  /** Leaves room for so many more before auth is full. */
  async fillUpTo(room: number): Promise<void> {
    const script = `for n = 1, 10000 - ARGV[1] do redis.call('XADD', KEYS[1], '*', 'm', '{}') end`;
    await this.redis.eval(script, 1, 'latchkey:bus:{auth}:commands', room);
  }

  async close(): Promise<void> {
    this.ledger.wake();
    await Promise.all(this.toClose.map((each) => each.close()));
    this.redis.disconnect();
    await this.store.stop('crash');
  }
}
