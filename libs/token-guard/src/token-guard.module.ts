import { BusClient, readPublicSealingKey } from '@latchkey/bus';
import { knownProfiles, ProfileSet } from '@latchkey/token-format';
import { ConfigurableModuleBuilder, Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { BusSessionVerifier } from './bus-session-verifier.js';
import { BusTokenVerifier } from './bus-token-verifier.js';
import { ActionPaths } from './routes/action-paths.js';
import { SigningKeys } from './signing-keys.js';
import { TokenGuard } from './token.guard.js';
import { SessionVerifier, TokenVerifier } from './verifier.js';

export interface TokenGuardOptions {
  /** Where auth is asked: `redis://…`. */
  readonly redisUrl: string;
  /** Auth's public key, as `SEALING_PUBLIC_KEY`: SubjectPublicKeyInfo DER in base64. */
  readonly sealingPublicKey: string;
  /** The deployment's own token prefix, as `TOKEN_CUSTOM_PREFIX`, if it has one. */
  readonly customPrefix?: string;
}

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
    {
      provide: BusClient,
      inject: [MODULE_OPTIONS_TOKEN],
      useFactory: async ({ redisUrl, sealingPublicKey }: TokenGuardOptions): Promise<BusClient> =>
        new BusClient({
          redisUrl,
          service: 'auth',
          sealingKey: await readPublicSealingKey(sealingPublicKey),
        }),
    },
    {
      provide: ProfileSet,
      inject: [MODULE_OPTIONS_TOKEN],
      useFactory: ({ customPrefix }: TokenGuardOptions): ProfileSet => knownProfiles(customPrefix),
    },
    SigningKeys,
    { provide: TokenVerifier, useClass: BusTokenVerifier },
    { provide: SessionVerifier, useClass: BusSessionVerifier },
    { provide: APP_GUARD, useClass: TokenGuard },
  ],
  exports: [ActionPaths, BusClient],
})
export class TokenGuardModule extends ConfigurableModuleClass {}
