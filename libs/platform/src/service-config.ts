import { redisAddress } from '@latchkey/bus';
import { Expose, Type } from 'class-transformer';
import { IsIn, IsInt, IsIP, IsNumber, IsOptional, Max, Min } from 'class-validator';
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isReadBy, isUrlOf, Rule } from './config.js';
import { LOG_LEVELS, type LogLevel } from './logging.js';

const GRACE_RULE = 'must be a number of seconds from 0 to 60';

const CA_RULE = 'must be the path of a file of certificates in PEM';
const readCertificates = (file: string): X509Certificate => new X509Certificate(readFileSync(file));

/** What every service reads; each adds its own. */
export abstract class ServiceConfig {
  /** 0 takes any free one. */
  @Expose()
  @Type(() => Number)
  @IsInt({ message: 'must be a port number' })
  @Min(0, { message: 'must be a port number' })
  @Max(65_535, { message: 'must be a port number' })
  abstract readonly PORT: number;

  /** The address to listen on: by default every one that this machine has. */
  @Expose()
  @IsIP(undefined, { message: 'must be an IP address, such as 127.0.0.1' })
  readonly BIND_ADDRESS: string = '0.0.0.0';

  @Expose()
  @Rule('must be a URL such as redis://127.0.0.1:6379', isUrlOf('redis:', 'rediss:'))
  readonly REDIS_URL!: string;

  /**
   * How long, in seconds, a process that was told to stop goes on before it finishes: what sends it requests has to see
   * meanwhile that it is not ready.
   */
  @Expose()
  @Type(() => Number)
  @IsNumber({}, { message: GRACE_RULE })
  @Min(0, { message: GRACE_RULE })
  @Max(60, { message: GRACE_RULE })
  readonly SHUTDOWN_GRACE_SECONDS: number = 2;

  /** Of an authority of one's own, in PEM; by default those count that Node knows. */
  @Expose()
  @IsOptional()
  @Rule(CA_RULE, isReadBy(readCertificates))
  readonly REDIS_CA_FILE?: string;

  /** The same for PostgreSQL, whose host name and certificate are then verified, whatever the URL says. */
  @Expose()
  @IsOptional()
  @Rule(CA_RULE, isReadBy(readCertificates))
  readonly DATABASE_CA_FILE?: string;

  /** `production`: nothing that is for development is so unless it is said. */
  @Expose()
  @IsOptional()
  readonly NODE_ENV?: string;

  /** With the authority of its certificate. */
  get redisUrl(): string {
    return redisAddress(this.REDIS_URL, this.REDIS_CA_FILE);
  }

  @Expose()
  @IsIn(LOG_LEVELS, { message: `must be one of: ${LOG_LEVELS.join(', ')}` })
  readonly LOG_LEVEL: LogLevel = 'info';

  /** A collector of traces; without one nothing is recorded. */
  @Expose()
  @IsOptional()
  @Rule('must be a URL such as http://127.0.0.1:4318', isUrlOf('http:', 'https:'))
  readonly OTEL_EXPORTER_OTLP_ENDPOINT?: string;
}
