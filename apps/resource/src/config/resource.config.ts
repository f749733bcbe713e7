import { readPublicSealingKey } from '@latchkey/bus';
import { isReadBy, isUrlOf, Rule, ServiceConfig } from '@latchkey/platform';
import { customProfile } from '@latchkey/token-format';
import { Expose } from 'class-transformer';
import { IsOptional } from 'class-validator';

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

  /** The same as auth's. */
  @Expose()
  @IsOptional()
  @Rule(
    'must be a lower-case letter followed by 1 to 15 lower-case letters or digits, and not taken',
    isReadBy(customProfile),
  )
  readonly TOKEN_CUSTOM_PREFIX?: string;
}
