import {
  invalid,
  type OperatorIdentity,
  type SessionVerdict,
  type TokenIdentity,
  type TokenVerdict,
} from '@latchkey/contracts';
import { knownProfiles, ProfileSet, type TokenDigest } from '@latchkey/token-format';
import { Module, type Type } from '@nestjs/common';
import { APP_GUARD, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type LimitOutcome, NOT_LIMITED } from '../src/limits/limit-outcome.js';
import { type LimitsLeft, RequestLimits, type TakeOptions } from '../src/limits/request-limits.js';
import { Memory } from '../src/cache/memory.js';
import { Credentials } from '../src/credentials.js';
import { HttpsOnly } from '../src/exposure/https-only.js';
import { ForeignCredentials } from '../src/foreign/foreign-credentials.js';
import { Introspection } from '../src/introspection.js';
import { Clock, type Instant, SystemClock } from '../src/lease/clock.js';
import { type Client, UnknownTokenThrottle } from '../src/throttle/unknown-token-throttle.js';
import { TokenGuard } from '../src/token.guard.js';
import { SupersededUses } from '../src/usage/superseded-uses.js';
import { UsageMeter } from '../src/usage/usage-meter.js';
import { SessionVerifier, TokenVerifier } from '../src/verifiers/verifier.js';

/** Answers as the test says, and remembers what it was asked. */
export class ScriptedTokenVerifier extends TokenVerifier {
  readonly asked: TokenDigest[] = [];
  answer: (digest: TokenDigest) => TokenVerdict | Promise<TokenVerdict> = () =>
    Promise.resolve(invalid('unknown'));

  /** What is known without asking. */
  memory: TokenVerdict | undefined;

  known(): TokenVerdict | undefined {
    return this.memory;
  }

  /** The moments that it was to judge by. */
  readonly moments: Instant[] = [];

  verify(digest: TokenDigest, at: Instant): TokenVerdict | Promise<TokenVerdict> {
    this.moments.push(at);
    this.asked.push(digest);
    return this.answer(digest);
  }
}

export class ScriptedSessionVerifier extends SessionVerifier {
  readonly asked: string[] = [];
  answer: () => SessionVerdict | Promise<SessionVerdict> = () => Promise.resolve(invalid('unknown'));

  verify(accessToken: string): SessionVerdict | Promise<SessionVerdict> {
    this.asked.push(accessToken);
    return this.answer();
  }
}

/** Admits until the test says otherwise, and remembers which requests cost quota. */
export class ScriptedRequestLimits extends RequestLimits {
  readonly tokens = 0;
  readonly asked: boolean[] = [];
  answer: () => LimitOutcome | Promise<LimitOutcome> = () => NOT_LIMITED;

  take(_: TokenIdentity, { countsQuota }: TakeOptions): LimitOutcome | Promise<LimitOutcome> {
    this.asked.push(countsQuota);
    return this.answer();
  }

  left(): Promise<LimitsLeft> {
    return Promise.resolve({ windows: [], quota: null });
  }
}

/** Refuses nobody until the test says otherwise, and remembers whose unknown tokens it counted. */
export class ScriptedThrottle extends UnknownTokenThrottle {
  readonly counted: string[] = [];
  /** For every client. */
  seconds = 0;

  constructor() {
    super(null as never, 0);
  }

  override secondsFor(): number {
    return this.seconds;
  }

  override count({ ip }: Client): Promise<number> {
    this.counted.push(ip);
    return Promise.resolve(this.seconds);
  }
}

/** Knows no shape until the test says otherwise. */
export class ScriptedForeignCredentials extends ForeignCredentials {
  answer: ForeignCredentials['digestOf'] = () => null;

  constructor() {
    super(null as never, null as never, { onEnd: () => undefined } as never, null as never);
  }

  override digestOf(text: string): ReturnType<ForeignCredentials['digestOf']> {
    return this.answer(text);
  }
}

/** Remembers which tokens it counted. */
export class ScriptedUsage extends UsageMeter {
  readonly counted: string[] = [];

  constructor() {
    super(null as never);
  }

  override onApplicationBootstrap(): void {
    // Nobody is told.
  }

  override count({ id }: Pick<TokenIdentity, 'id'>): void {
    this.counted.push(id);
  }
}

export interface GuardedApp {
  readonly url: string;
  readonly tokens: ScriptedTokenVerifier;
  readonly sessions: ScriptedSessionVerifier;
  readonly limits: ScriptedRequestLimits;
  readonly throttle: ScriptedThrottle;
  readonly usage: ScriptedUsage;
  readonly foreign: ScriptedForeignCredentials;
  close(): Promise<void>;
}

/** A Nest app of another team, as it were: Fastify, these controllers, and the guard before all of them. */
export async function startGuardedApp(...controllers: Type[]): Promise<GuardedApp> {
  const tokens = new ScriptedTokenVerifier();
  const sessions = new ScriptedSessionVerifier();
  const limits = new ScriptedRequestLimits();
  const throttle = new ScriptedThrottle();
  const usage = new ScriptedUsage();
  const foreign = new ScriptedForeignCredentials();
  @Module({
    controllers,
    providers: [
      { provide: ProfileSet, useValue: knownProfiles() },
      { provide: TokenVerifier, useValue: tokens },
      { provide: SessionVerifier, useValue: sessions },
      { provide: RequestLimits, useValue: limits },
      { provide: UnknownTokenThrottle, useValue: throttle },
      { provide: UsageMeter, useValue: usage },
      { provide: ForeignCredentials, useValue: foreign },
      SupersededUses,
      { provide: Clock, useClass: SystemClock },
      { provide: Memory, inject: [Clock], useFactory: (clock: Clock) => new Memory(clock, 1_000_000) },
      { provide: HttpsOnly, useValue: new HttpsOnly(false, { tell: () => undefined }) },
      Credentials,
      Introspection,
      { provide: APP_GUARD, useClass: TokenGuard },
    ],
  })
  class AppModule {}
  const app = await NestFactory.create<NestFastifyApplication>(AppModule, new FastifyAdapter(), {
    logger: false,
  });
  await app.listen(0, '127.0.0.1');
  const scripted = { tokens, sessions, limits, throttle, usage, foreign };
  return { url: await app.getUrl(), ...scripted, close: () => app.close() };
}

const workspace = { id: '0198c5a2-0000-7000-8000-000000000001', slug: 'acme' };

export const aToken = (terms: Partial<TokenIdentity> = {}): TokenIdentity => ({
  kind: 'token',
  id: '0198c5a2-0000-7000-8000-000000000002',
  name: 'Shop',
  key_prefix: 'a1b2c3d4',
  abilities: null,
  allowed_routes: null,
  rate_limits: [],
  quota: null,
  owner: { id: '0198c5a2-0000-7000-8000-000000000003', permissions: ['admin'] },
  workspace,
  expires_at: null,
  expires_in_ms: null,
  superseded: null,
  ...terms,
});

export const aSession = (terms: Partial<OperatorIdentity> = {}): OperatorIdentity => ({
  kind: 'operator',
  session_id: '0198c5a2-0000-7000-8000-000000000004',
  operator: { id: '0198c5a2-0000-7000-8000-000000000003', permissions: ['admin'] },
  workspace,
  ...terms,
});
