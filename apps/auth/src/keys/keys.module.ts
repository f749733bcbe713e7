import { SealingKey } from '@latchkey/bus';
import { type DynamicModule, Global, Module } from '@nestjs/common';
import { knownProfiles, ProfileSet } from '@latchkey/token-format';
import { type AuthConfig } from '../config/auth.config.js';
import { Peppers, readPeppers } from './peppers.js';
import { readSigningKey, SigningKey } from './signing-key.js';

/** What the configuration holds in text, read once: keys, and the token formats of this deployment. */
@Global()
@Module({})
export class KeysModule {
  static forRoot(config: AuthConfig, sealingKey: SealingKey): DynamicModule {
    return {
      module: KeysModule,
      providers: [
        { provide: Peppers, useValue: readPeppers(config.TOKEN_PEPPERS) },
        { provide: SealingKey, useValue: sealingKey },
        { provide: SigningKey, useValue: readSigningKey(config.JWT_SIGNING_KEY) },
        { provide: ProfileSet, useValue: knownProfiles(config.TOKEN_CUSTOM_PREFIX) },
      ],
      exports: [Peppers, SealingKey, SigningKey, ProfileSet],
    };
  }
}
