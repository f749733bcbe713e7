import { Redis } from 'ioredis';
import pg from 'pg';

const LIMIT_MS = 5_000;
const OLDEST_REDIS_MAJOR = 7;

/**
 * Connects once, so that a wrong URL is told now and by its variable. The URL holds a password and is never shown.
 * @param {string} variable
 * @param {string} url
 */
export async function checkPostgres(variable, url) {
  refuseUnlessUrl(variable, url, ['postgres:', 'postgresql:'], 'postgres://user:password@host:5432/database');
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: LIMIT_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
  } catch (error) {
    throw unusable(variable, 'PostgreSQL', error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * @param {string} variable
 * @param {string} url
 */
export async function checkRedis(variable, url) {
  refuseUnlessUrl(variable, url, ['redis:', 'rediss:'], 'redis://user:password@host:6379');
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: LIMIT_MS,
    commandTimeout: LIMIT_MS,
    retryStrategy: null,
    maxRetriesPerRequest: 0,
  });
  /** @type {unknown} */
  let connectionError;
  redis.on('error', (error) => (connectionError = error));
  try {
    await redis.connect();
    const version = /redis_version:(\S+)/.exec(await redis.info('server'))?.[1] ?? '0';
    if (Number.parseInt(version, 10) < OLDEST_REDIS_MAJOR) {
      throw new Error(`it is Redis ${version}, and Latchkey needs ${OLDEST_REDIS_MAJOR} or later`);
    }
  } catch (error) {
    throw unusable(variable, 'Redis', connectionError ?? error);
  } finally {
    redis.disconnect();
  }
}

/**
 * @param {string} variable
 * @param {string} url
 * @param {readonly string[]} schemes
 * @param {string} example
 */
function refuseUnlessUrl(variable, url, schemes, example) {
  if (URL.canParse(url) && schemes.includes(new URL(url).protocol)) return;
  throw new Error(`${variable} is not usable: it must look like ${example}.`);
}

/** In our words, for the driver's may quote the URL. @type {Readonly<Record<string, string>>} */
const reasons = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'its host is not known',
  EAI_AGAIN: 'its host is not known',
  EHOSTUNREACH: 'its host cannot be reached',
  ENETUNREACH: 'its host cannot be reached',
  ETIMEDOUT: `no answer within ${LIMIT_MS / 1000} s`,
  ECONNRESET: 'the connection was closed at once',
  '28P01': 'the password is refused',
  28000: 'the user is refused',
  '3D000': 'there is no such database',
};

/**
 * @param {string} variable
 * @param {string} store
 * @param {unknown} error
 */
function unusable(variable, store, error) {
  const { code, message } = /** @type {{ code?: string, message?: string }} */ (error);
  return new Error(`${variable} is not usable, ${store} does not answer: ${reasonOf(code, message ?? '')}.`, {
    cause: error,
  });
}

/**
 * @param {string | undefined} code
 * @param {string} message
 */
function reasonOf(code, message) {
  if (/time(d )?out|ETIMEDOUT/i.test(message)) return reasons.ETIMEDOUT;
  if (/WRONGPASS|NOAUTH/.test(message)) return 'the user or the password is refused';
  if (message.includes('RESP type')) return 'what answers there is not Redis';
  if (message.startsWith('it is Redis')) return message;
  return reasons[code ?? ''] ?? (code ? `error ${code}` : 'the connection failed');
}
