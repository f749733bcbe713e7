import { readPublicSealingKey } from '@latchkey/bus';
import { databaseAddress, isReadBy, isUrlOf, Rule, ServiceConfig, Switch } from '@latchkey/platform';
import { customProfile } from '@latchkey/token-format';
import { Expose, Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min, ValidateIf } from 'class-validator';
import { readWebhookSecrets } from '../webhooks/webhook-secrets.js';
import { readOrigins } from './origins.js';
import { readTrustedProxies } from './trusted-proxies.js';

const isApiUrl = (value: unknown): boolean =>
  isUrlOf('https:', 'http:')(value) && !/[/?#]$/.test(String(value));

const WHATSAPP = ['WHATSAPP_ACCESS_TOKEN', 'WHATSAPP_APP_SECRET', 'WHATSAPP_VERIFY_TOKEN'] as const;

/** All of them or none: half of them would send messages and never hear what became of them. */
const WhatsAppSecret = (): PropertyDecorator => (target, property) => {
  Expose()(target, property);
  ValidateIf((config: ResourceConfig) => WHATSAPP.some((name) => config[name] !== undefined))(
    target,
    property,
  );
  Rule(
    `must be a secret in visible ASCII, as must ${WHATSAPP.filter((name) => name !== property).join(' and ')}: all of them, or none`,
    (value) => typeof value === 'string' && /^[\x21-\x7e]+$/.test(value),
  )(target, property);
};

/** The environment of one resource process; `.env.example` says each in a line. */
export class ResourceConfig extends ServiceConfig {
  /** The REST API, its reference and its health. */
  override readonly PORT: number = 3000;

  /** Metrics, on a port that whoever calls the API does not reach. 0 takes any free one. */
  @Expose()
  @Type(() => Number)
  @IsInt({ message: 'must be a port number' })
  @Min(0, { message: 'must be a port number' })
  @Max(65_535, { message: 'must be a port number' })
  readonly METRICS_PORT: number = 9464;

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
  @Switch()
  readonly WEBHOOKS_ALLOW_PRIVATE: boolean = false;

  /** Where requests come from is taken from X-Forwarded-For when one of these proxies says so. */
  @Expose()
  @Rule(
    'must be addresses and networks of proxies, as in 10.0.0.0/8,192.0.2.7 (a number of hops proves nothing)',
    isReadBy(readTrustedProxies),
  )
  readonly TRUST_PROXY: string = '';

  /** Whether credentials that come over plain HTTP are refused (K8); by default in production. */
  @Expose()
  @Switch()
  @IsOptional()
  readonly REQUIRE_HTTPS?: boolean;

  get databaseUrl(): string {
    return databaseAddress(this.RESOURCE_DATABASE_URL, this.DATABASE_CA_FILE);
  }

  get requiresHttps(): boolean {
    return this.REQUIRE_HTTPS ?? this.NODE_ENV === 'production';
  }

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

  /** With which messages are sent over the WhatsApp Cloud API; without one they go to a local provider that reaches no phone. */
  @WhatsAppSecret()
  readonly WHATSAPP_ACCESS_TOKEN?: string;

  /** With which WhatsApp signs what it calls our webhook with. */
  @WhatsAppSecret()
  readonly WHATSAPP_APP_SECRET?: string;

  /** What was typed into Meta's form when the webhook was set up. */
  @WhatsAppSecret()
  readonly WHATSAPP_VERIFY_TOKEN?: string;

  /** The Graph API, with its version and no slash at the end. */
  @Expose()
  @Rule('must be a URL without a slash at its end, such as https://graph.facebook.com/v23.0', isApiUrl)
  readonly WHATSAPP_API_URL: string = 'https://graph.facebook.com/v23.0';

  /** How long the provider may take for one message. What is not answered by then is `unknown`. */
  @Expose()
  @Type(() => Number)
  @IsInt({ message: 'must be a whole number from 500 to 7000' })
  @Min(500, { message: 'must be a whole number from 500 to 7000' })
  @Max(7_000, { message: 'must be a whole number from 500 to 7000' })
  readonly MESSAGE_TIMEOUT_MS: number = 7_000;

  /** The largest file that is taken to be sent; images may have 5 MB, audio and video 16 MB, whatever this says. */
  @Expose()
  @Type(() => Number)
  @IsInt({ message: 'must be a whole number from 1 to 100' })
  @Min(1, { message: 'must be a whole number from 1 to 100' })
  @Max(100, { message: 'must be a whole number from 1 to 100' })
  readonly UPLOAD_MAX_MB: number = 16;
}
