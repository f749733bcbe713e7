import { SealingKey } from '@latchkey/bus';
import { LONGEST_LEASE_SECONDS } from '@latchkey/contracts';
import { databaseAddress, isReadBy, isUrlOf, Rule, ServiceConfig } from '@latchkey/platform';
import { customProfile } from '@latchkey/token-format';
import { Expose, Type } from 'class-transformer';
import { IsNumber, IsOptional, Max, Min } from 'class-validator';
import { readPeppers } from '../keys/peppers.js';
import { readSigningKey } from '../keys/signing-key.js';

const LEASE_RULE = `must be a number of seconds from 1 to ${LONGEST_LEASE_SECONDS}`;

/** The environment of one auth process; `.env.example` says each in a line. */
export class AuthConfig extends ServiceConfig {
  /** Health and the public signing keys. */
  override readonly PORT: number = 3001;

  @Expose()
  @Rule('must be a URL such as postgres://user@host:5432/latchkey_auth', isUrlOf('postgres:', 'postgresql:'))
  readonly AUTH_DATABASE_URL!: string;

  get databaseUrl(): string {
    return databaseAddress(this.AUTH_DATABASE_URL, this.DATABASE_CA_FILE);
  }

  /** How long guards decide by themselves when auth is away; so long a change waits when one has died without a word. */
  @Expose()
  @Type(() => Number)
  @IsNumber({}, { message: LEASE_RULE })
  @Min(1, { message: LEASE_RULE })
  @Max(LONGEST_LEASE_SECONDS, { message: LEASE_RULE })
  readonly LEASE_SECONDS: number = 5;

  @Expose()
  @Rule(
    'must be numbered keys of at least 32 bytes in base64, as in 1:…,2:… (npm run keys makes one)',
    isReadBy(readPeppers),
  )
  readonly TOKEN_PEPPERS!: string;

  @Expose()
  @Rule(
    'must be an Ed25519 private key, or several with commas between: PKCS #8 DER in base64 (npm run keys makes one)',
    isReadBy(readSigningKey),
  )
  readonly JWT_SIGNING_KEY!: string;

  @Expose()
  @Rule(
    'must be an X25519 private key, or several with commas between: PKCS #8 DER in base64 (npm run keys makes one)',
    isReadBy((text) => SealingKey.fromList(text)),
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
}
