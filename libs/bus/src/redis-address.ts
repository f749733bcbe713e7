import { type Redis, type RedisOptions } from 'ioredis';
import { readFileSync } from 'node:fs';
import { PatientRedis } from './patient-redis.js';

const CA_FILE = 'ca_file';

/**
 * The address of a Redis whose certificate is of an authority of one's own:
 * `rediss://user:password@host:6379?ca_file=/run/redis-ca.pem`. Whatever takes an address takes it.
 * @param caFile PEM. Without one the authorities count that Node knows.
 */
export function redisAddress(url: string, caFile?: string): string {
  if (caFile === undefined) return url;
  const address = new URL(url);
  address.searchParams.set(CA_FILE, caFile);
  return address.href;
}

/** A certificate that is not of that host, not of that authority, or over, is refused; nothing is sent before. */
export function connectTo(url: string, options: RedisOptions): Redis {
  const address = new URL(url);
  const caFile = address.searchParams.get(CA_FILE);
  if (caFile === null) return new PatientRedis(url, options);
  address.searchParams.delete(CA_FILE);
  return new PatientRedis(address.href, { ...options, tls: { ca: readFileSync(caFile) } });
}
