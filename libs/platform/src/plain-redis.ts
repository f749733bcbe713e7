import { type LoggerService } from '@nestjs/common';
import { type ServiceConfig } from './service-config.js';

const OF_THIS_MACHINE = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * Said in production, and not refused: a network may be private, or encrypt by itself, which a process cannot see. What
 * is secret on the bus is sealed in any case; who asks what, and the password of Redis's user, is not.
 */
export function warnOfPlainRedis({ NODE_ENV, REDIS_URL }: ServiceConfig, logger: LoggerService): void {
  const { protocol, hostname } = new URL(REDIS_URL);
  if (NODE_ENV !== 'production' || protocol === 'rediss:' || OF_THIS_MACHINE.test(hostname)) return;
  logger.warn(
    'REDIS_URL leads over the network without TLS: use rediss:// unless that network encrypts',
    'Redis',
  );
}
