import { BusClient, readPublicSealingKey } from '@latchkey/bus';
import { knownProfiles, ProfileSet } from '@latchkey/token-format';
import {
  type BeforeApplicationShutdown,
  ConfigurableModuleBuilder,
  Logger,
  Module,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { Memory } from './cache/memory.js';
import { Credentials } from './credentials.js';
import { ExposedTokens } from './exposure/exposed-tokens.js';
import { HttpsOnly } from './exposure/https-only.js';
import { ForeignCredentials } from './foreign/foreign-credentials.js';
import { AuthLine } from './lease/auth-line.js';
import { BusAuthLine } from './lease/bus-auth-line.js';
import { Clock, SystemClock } from './lease/clock.js';
import { Lease } from './lease/lease.js';
import { Counters } from './limits/counters.js';
import { BusQuotaLine, QuotaLine } from './limits/quota-line.js';
import { CountedRequestLimits, RequestLimits } from './limits/request-limits.js';
import { ActionPaths } from './routes/action-paths.js';
import { Introspection } from './introspection.js';
import { SigningKeys } from './signing-keys.js';
import { AccessTester } from './tester/access-tester.js';
import { DEFAULT_UNKNOWN_A_MINUTE, UnknownTokenThrottle } from './throttle/unknown-token-throttle.js';
import { SupersededUses } from './usage/superseded-uses.js';
import { UsageMeter } from './usage/usage-meter.js';
import { TokenGuard } from './token.guard.js';
import { CachingSessionVerifier } from './verifiers/caching-session-verifier.js';
import { CachingTokenVerifier } from './verifiers/caching-token-verifier.js';
import { SessionVerifier, TokenVerifier } from './verifiers/verifier.js';
import { GuardMetrics } from './watch/guard-metrics.js';
import { VerificationMetrics } from './watch/verification-metrics.js';
import { WatchedGuard } from './watch/watched-guard.js';

export interface TokenGuardOptions {
  /** Where auth is asked: `redis://…`. */
  readonly redisUrl: string;
  /** Auth's public key, as `SEALING_PUBLIC_KEY`: SubjectPublicKeyInfo DER in base64. */
  readonly sealingPublicKey: string;
  /** The deployment's own token prefix, as `TOKEN_CUSTOM_PREFIX`, if it has one. */
  readonly customPrefix?: string;
  /** Most memory for what the guard remembers, in bytes; about 1 KiB a token. By default 64 MiB. */
  readonly cacheBytes?: number;
  /** Refuses credentials that came over plain HTTP, and tells their owners (K8). By default false. */
  readonly requireHttps?: boolean;
  /** Of one client, before it is refused with 429. By default 100. */
  readonly unknownTokensPerMinute?: number;
}

const DEFAULT_CACHE_BYTES = 64 * 1024 * 1024;

const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } = new ConfigurableModuleBuilder<TokenGuardOptions>({
  moduleName: 'TokenGuard',
})
  .setClassMethodName('forRoot')
  .setExtras({ isGlobal: true }, (definition, { isGlobal }) => ({ ...definition, global: isGlobal }))
  .build();

/** Protects every route of the service that imports it, and brings the client with which it asks auth. */
@Module({
  imports: [DiscoveryModule],
  providers: [
    ActionPaths,
    AccessTester,
    {
      provide: BusClient,
      inject: [MODULE_OPTIONS_TOKEN],
      useFactory: ({ redisUrl, sealingPublicKey }: TokenGuardOptions): BusClient =>
        new BusClient({
          redisUrl,
          service: 'auth',
          sealingKey: readPublicSealingKey(sealingPublicKey),
        }),
    },
    {
      provide: ProfileSet,
      inject: [MODULE_OPTIONS_TOKEN],
      useFactory: ({ customPrefix }: TokenGuardOptions): ProfileSet => knownProfiles(customPrefix),
    },
    SigningKeys,
    { provide: Clock, useClass: SystemClock },
    {
      provide: AuthLine,
      inject: [BusClient],
      useFactory: (bus: BusClient): AuthLine => new BusAuthLine(bus),
    },
    {
      provide: Memory,
      inject: [Clock, MODULE_OPTIONS_TOKEN],
      useFactory: (clock: Clock, { cacheBytes = DEFAULT_CACHE_BYTES }: TokenGuardOptions): Memory =>
        new Memory(clock, cacheBytes),
    },
    {
      provide: Lease,
      inject: [AuthLine, Clock, Memory],
      useFactory: (line: AuthLine, clock: Clock, memory: Memory): Lease => new Lease({ line, clock, memory }),
    },
    {
      provide: TokenVerifier,
      inject: [AuthLine, Lease, Memory, Clock],
      useFactory: (line: AuthLine, lease: Lease, memory: Memory, clock: Clock): TokenVerifier =>
        new CachingTokenVerifier(line, lease, memory, clock),
    },
    {
      provide: ForeignCredentials,
      inject: [AuthLine, Lease, Memory, Clock],
      useFactory: (line: AuthLine, lease: Lease, memory: Memory, clock: Clock): ForeignCredentials =>
        new ForeignCredentials(line, lease, memory, clock),
    },
    {
      provide: SessionVerifier,
      inject: [AuthLine, SigningKeys, Lease, Memory, Clock],
      useFactory: (
        line: AuthLine,
        keys: SigningKeys,
        lease: Lease,
        memory: Memory,
        clock: Clock,
      ): SessionVerifier => new CachingSessionVerifier(line, keys, lease, memory, clock),
    },
    {
      provide: Counters,
      inject: [MODULE_OPTIONS_TOKEN],
      useFactory: ({ redisUrl }: TokenGuardOptions): Counters => new Counters(redisUrl, new Logger('Limits')),
    },
    { provide: QuotaLine, useClass: BusQuotaLine },
    {
      provide: UnknownTokenThrottle,
      inject: [BusClient, MODULE_OPTIONS_TOKEN],
      useFactory: (
        bus: BusClient,
        { unknownTokensPerMinute = DEFAULT_UNKNOWN_A_MINUTE }: TokenGuardOptions,
      ): UnknownTokenThrottle => new UnknownTokenThrottle(bus, unknownTokensPerMinute),
    },
    SupersededUses,
    ExposedTokens,
    {
      provide: HttpsOnly,
      inject: [ExposedTokens, MODULE_OPTIONS_TOKEN],
      useFactory: (exposed: ExposedTokens, { requireHttps = false }: TokenGuardOptions): HttpsOnly =>
        new HttpsOnly(requireHttps, exposed),
    },
    Credentials,
    UsageMeter,
    Introspection,
    {
      provide: RequestLimits,
      inject: [Counters, QuotaLine],
      useFactory: (counters: Counters, line: QuotaLine): RequestLimits =>
        new CountedRequestLimits(counters, line),
    },
    VerificationMetrics,
    GuardMetrics,
    TokenGuard,
    { provide: APP_GUARD, useClass: WatchedGuard },
  ],
  exports: [AccessTester, ActionPaths, BusClient, GuardMetrics, Lease, RequestLimits],
})
export class TokenGuardModule
  extends ConfigurableModuleClass
  implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown
{
  constructor(
    private readonly lease: Lease,
    private readonly usage: UsageMeter,
  ) {
    super();
  }

  onApplicationBootstrap(): void {
    this.lease.start();
  }

  /** First of all: no change waits for a process that is leaving. What still comes asks auth, each request for itself. */
  onModuleDestroy(): Promise<void> {
    return this.lease.stop();
  }

  /** While the bus is there: it is closed when the last response is sent. */
  beforeApplicationShutdown(): Promise<void> {
    return this.usage.stop();
  }
}
