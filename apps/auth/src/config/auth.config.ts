import { SealingKey } from '@latchkey/bus';
import { isReadBy, isUrlOf, LOG_LEVELS, type LogLevel, Rule } from '@latchkey/platform';
import { customProfile } from '@latchkey/token-format';
import { Expose, Type } from 'class-transformer';
import { IsIn, IsInt, IsIP, IsOptional, Max, Min } from 'class-validator';
import { readPeppers } from '../keys/peppers.js';
import { readSigningKey } from '../keys/signing-key.js';

/** The environment of one auth process; `.env.example` says each in a line. */
export class AuthConfig {
  /** Health and the public signing keys; 0 takes any free port. */
  @Expose()
  @Type(() => Number)
  @IsInt({ message: 'must be a port number' })
  @Min(0, { message: 'must be a port number' })
  @Max(65_535, { message: 'must be a port number' })
  readonly PORT: number = 3001;

  /** The address to listen on: by default every one that this machine has. */
  @Expose()
  @IsIP(undefined, { message: 'must be an IP address, such as 127.0.0.1' })
  readonly BIND_ADDRESS: string = '0.0.0.0';

  @Expose()
  @Rule('must be a URL such as redis://127.0.0.1:6379', isUrlOf('redis:', 'rediss:'))
  readonly REDIS_URL!: string;

  @Expose()
  @Rule('must be a URL such as postgres://user@host:5432/latchkey_auth', isUrlOf('postgres:', 'postgresql:'))
  readonly AUTH_DATABASE_URL!: string;

  @Expose()
  @Rule(
    'must be numbered keys of at least 32 bytes in base64, as in 1:…,2:… (npm run keys makes one)',
    isReadBy(readPeppers),
  )
  readonly TOKEN_PEPPERS!: string;

  @Expose()
  @Rule(
    'must be an Ed25519 private key: PKCS #8 DER in base64 (npm run keys makes one)',
    isReadBy(readSigningKey),
  )
  readonly JWT_SIGNING_KEY!: string;

  @Expose()
  @Rule(
    'must be an X25519 private key: PKCS #8 DER in base64 (npm run keys makes one)',
    isReadBy((text) => SealingKey.fromPkcs8(text)),
  )
  readonly SEALING_KEY!: string;

  /** The prefix of the `custom` format profile; without it there is no such profile. */
  @Expose()
  @IsOptional()
  @Rule(
    'must be a lower-case letter followed by 1 to 15 lower-case letters or digits, and not taken',
    isReadBy(customProfile),
  )
  readonly TOKEN_CUSTOM_PREFIX?: string;

  @Expose()
  @IsIn(LOG_LEVELS, { message: `must be one of: ${LOG_LEVELS.join(', ')}` })
  readonly LOG_LEVEL: LogLevel = 'info';
}
