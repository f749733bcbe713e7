import { readPublicSealingKey } from '@latchkey/bus';
import { isReadBy, isUrlOf, Rule, ServiceConfig } from '@latchkey/platform';
import { customProfile } from '@latchkey/token-format';
import { Expose, Transform, Type } from 'class-transformer';
import { IsBoolean, IsInt, IsOptional, Max, Min } from 'class-validator';
import { readWebhookSecrets } from '../webhooks/webhook-secrets.js';
import { readOrigins } from './origins.js';
import { readTrustedProxies } from './trusted-proxies.js';

/** The environment of one resource process; `.env.example` says each in a line. */
export class ResourceConfig extends ServiceConfig {
  /** The REST API, its reference and its health. */
  override readonly PORT: number = 3000;

  @Expose()
  @Rule(
    'must be a URL such as postgres://user@host:5432/latchkey_resource',
    isUrlOf('postgres:', 'postgresql:'),
  )
  readonly RESOURCE_DATABASE_URL!: string;

  /** The public half of auth's SEALING_KEY. */
  @Expose()
  @Rule(
    'must be an X25519 public key: SubjectPublicKeyInfo DER in base64 (npm run keys prints it)',
    isReadBy(readPublicSealingKey),
  )
  readonly SEALING_PUBLIC_KEY!: string;

  @Expose()
  @Rule(
    'must be numbered keys of 32 bytes in base64, as in 1:…,2:… (npm run keys makes one)',
    isReadBy(readWebhookSecrets),
  )
  readonly WEBHOOK_SECRETS_KEY!: string;

  /** For development and tests: webhooks may call this machine itself, also over http. */
  @Expose()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean({ message: 'must be true or false' })
  readonly WEBHOOKS_ALLOW_PRIVATE: boolean = false;

  /** Where requests come from is taken from X-Forwarded-For when one of these proxies says so. */
  @Expose()
  @Rule(
    'must be addresses and networks of proxies, as in 10.0.0.0/8,192.0.2.7 (a number of hops proves nothing)',
    isReadBy(readTrustedProxies),
  )
  readonly TRUST_PROXY: string = '';

  /** Web pages of these origins may call the API from a browser. */
  @Expose()
  @Rule(
    'must be origins as browsers send them, with commas between, as in https://app.example.com,http://localhost:5173',
    isReadBy(readOrigins),
  )
  readonly CORS_ORIGINS: string = '';

  /** Unknown tokens that one client may try in a minute. */
  @Expose()
  @Type(() => Number)
  @IsInt({ message: 'must be a whole number from 1 to 1000000' })
  @Min(1, { message: 'must be a whole number from 1 to 1000000' })
  @Max(1_000_000, { message: 'must be a whole number from 1 to 1000000' })
  readonly UNKNOWN_TOKENS_PER_MINUTE: number = 100;

  /** The same as auth's. */
  @Expose()
  @IsOptional()
  @Rule(
    'must be a lower-case letter followed by 1 to 15 lower-case letters or digits, and not taken',
    isReadBy(customProfile),
  )
  readonly TOKEN_CUSTOM_PREFIX?: string;
}
