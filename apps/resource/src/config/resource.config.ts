import { readPublicSealingKey } from '@latchkey/bus';
import { isReadBy, isUrlOf, LOG_LEVELS, type LogLevel, Rule } from '@latchkey/platform';
import { customProfile } from '@latchkey/token-format';
import { Expose, Type } from 'class-transformer';
import { IsIn, IsInt, IsIP, IsOptional, Max, Min } from 'class-validator';

/** The environment of one resource process; `.env.example` says each in a line. */
export class ResourceConfig {
  /** The REST API, its reference and its health; 0 takes any free port. */
  @Expose()
  @Type(() => Number)
  @IsInt({ message: 'must be a port number' })
  @Min(0, { message: 'must be a port number' })
  @Max(65_535, { message: 'must be a port number' })
  readonly PORT: number = 3000;

  /** The address to listen on: by default every one that this machine has. */
  @Expose()
  @IsIP(undefined, { message: 'must be an IP address, such as 127.0.0.1' })
  readonly BIND_ADDRESS: string = '0.0.0.0';

  @Expose()
  @Rule('must be a URL such as redis://127.0.0.1:6379', isUrlOf('redis:', 'rediss:'))
  readonly REDIS_URL!: string;

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

  @Expose()
  @IsIn(LOG_LEVELS, { message: `must be one of: ${LOG_LEVELS.join(', ')}` })
  readonly LOG_LEVEL: LogLevel = 'info';
}
