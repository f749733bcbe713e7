import { Expose, Type } from 'class-transformer';
import { IsIn, IsInt, IsIP, Max, Min } from 'class-validator';
import { isUrlOf, Rule } from './config.js';
import { LOG_LEVELS, type LogLevel } from './logging.js';

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

  @Expose()
  @IsIn(LOG_LEVELS, { message: `must be one of: ${LOG_LEVELS.join(', ')}` })
  readonly LOG_LEVEL: LogLevel = 'info';
}
