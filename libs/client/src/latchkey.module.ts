import { BusClient, readPublicSealingKey } from '@latchkey/bus';
import { knownProfiles, ProfileSet } from '@latchkey/token-format';
import { ConfigurableModuleBuilder, Module } from '@nestjs/common';
import { LATCHKEY_OPTIONS, LatchkeyClient, type LatchkeyOptions } from './latchkey-client.js';

const { ConfigurableModuleClass } = new ConfigurableModuleBuilder<LatchkeyOptions>({
  moduleName: 'Latchkey',
  optionsInjectionToken: LATCHKEY_OPTIONS,
})
  .setClassMethodName('forRoot')
  .setExtras({ isGlobal: true }, (definition, { isGlobal }) => ({ ...definition, global: isGlobal }))
  .build();

/**
 * Brings `LatchkeyClient` to every module of the service that imports it once. Its two connections are its own, also
 * beside TokenGuardModule: what this service asks of its own accord delays no decision of its guard. They close with
 * the application (`app.close()`, or `app.enableShutdownHooks()` for signals).
 */
@Module({
  providers: [
    {
      provide: BusClient,
      inject: [LATCHKEY_OPTIONS],
      useFactory: ({ redisUrl, sealingPublicKey }: LatchkeyOptions): BusClient =>
        new BusClient({
          redisUrl,
          service: 'auth',
          sealingKey: readPublicSealingKey(sealingPublicKey),
        }),
    },
    {
      provide: ProfileSet,
      inject: [LATCHKEY_OPTIONS],
      useFactory: ({ customPrefix }: LatchkeyOptions): ProfileSet => knownProfiles(customPrefix),
    },
    LatchkeyClient,
  ],
  exports: [LatchkeyClient],
})
export class LatchkeyModule extends ConfigurableModuleClass {}
