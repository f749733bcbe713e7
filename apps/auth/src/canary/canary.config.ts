import { readPublicSealingKey } from '@latchkey/bus';
import { isReadBy, isUrlOf, Rule, ServiceConfig, Switch } from '@latchkey/platform';
import { isServiceCredential } from '@latchkey/token-format';
import { Expose, Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';

const EVERY_RULE = 'must be a whole number of seconds from 1 to 3600';

/** The environment of the canary: that of any service of the house, and none of auth's secrets. */
export class CanaryConfig extends ServiceConfig {
  /** Health and metrics. */
  override readonly PORT: number = 3002;

  /** The public half of auth's SEALING_KEY. */
  @Expose()
  @Rule(
    'must be an X25519 public key: SubjectPublicKeyInfo DER in base64 (npm run keys prints it)',
    isReadBy(readPublicSealingKey),
  )
  readonly SEALING_PUBLIC_KEY!: string;

  /** Its own: may issue, list and revoke tokens, in a workspace of its own. */
  @Expose()
  @Rule('must be the credential of a service (npm run services makes one)', (value) =>
    isServiceCredential(String(value)),
  )
  readonly CANARY_CREDENTIAL!: string;

  /** Where tokens are used: resource, as its clients reach it, or each replica of it. */
  @Expose()
  @Rule('must be URLs with commas between, as in http://127.0.0.1:3000', (value) =>
    String(value).split(',').every(isUrlOf('http:', 'https:')),
  )
  readonly CANARY_URLS!: string;

  /**
   * Whether it stands where a proxy does that ends TLS, at an address that resource's TRUST_PROXY names: then it says what that
   * proxy would, that its requests came over HTTPS. Never where others may listen.
   */
  @Expose()
  @Switch()
  readonly CANARY_AS_PROXY: boolean = false;

  @Expose()
  @Type(() => Number)
  @IsInt({ message: EVERY_RULE })
  @Min(1, { message: EVERY_RULE })
  @Max(3_600, { message: EVERY_RULE })
  readonly CANARY_EVERY_SECONDS: number = 60;
}
