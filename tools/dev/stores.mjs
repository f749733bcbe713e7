import { startPostgres } from '../stores/postgres.mjs';
import { startRedis } from '../stores/redis.mjs';
import { checkPostgres, checkRedis } from './given-stores.mjs';
import { createOwnDatabases } from './own-databases.mjs';
import { inHome, postgresDataDir } from './places.mjs';

/** @typedef {import('./running.mjs').Running} Running */

/**
 * @typedef {object} StoreUrls
 * @property {string} REDIS_URL
 * @property {string} AUTH_DATABASE_URL
 * @property {string} AUTH_OWNER_DATABASE_URL As who migrates.
 * @property {string} RESOURCE_DATABASE_URL
 * @property {string} RESOURCE_OWNER_DATABASE_URL
 */

const databases = {
  AUTH_DATABASE_URL: { name: 'latchkey_auth', app: 'latchkey_auth_app' },
  RESOURCE_DATABASE_URL: { name: 'latchkey_resource', app: 'latchkey_resource_app' },
};

/**
 * The stores that the environment names, and our own for the rest.
 * @param {Running} running
 * @param {(line: string) => void} say
 * @returns {Promise<StoreUrls>}
 */
export async function provideStores(running, say) {
  const [REDIS_URL, urls] = await Promise.all([provideRedis(running, say), provideDatabases(running, say)]);
  return { REDIS_URL, ...urls };
}

/**
 * @param {Running} running
 * @param {(line: string) => void} say
 */
async function provideRedis(running, say) {
  const given = process.env.REDIS_URL;
  if (given) {
    await checkRedis('REDIS_URL', given);
    say('Redis        given by REDIS_URL');
    return given;
  }
  const logFile = inHome('logs/redis.log');
  const redis = await startRedis({ dir: inHome('redis'), logFile, say });
  running.add({ name: 'Redis', child: redis.process, logFile, stop: redis.stop });
  say(`Redis        ready on port ${redis.port}`);
  return redis.url;
}

/**
 * @param {Running} running
 * @param {(line: string) => void} say
 */
async function provideDatabases(running, say) {
  /** @param {keyof typeof databases} variable */
  const given = (variable) => process.env[variable] || null;
  const variables = /** @type {(keyof typeof databases)[]} */ (Object.keys(databases));
  for (const variable of variables) {
    const url = given(variable);
    if (url) await checkPostgres(variable, url);
  }
  const own = variables.filter((variable) => !given(variable));
  const postgres = own.length > 0 ? await startOwnPostgres(running, own) : null;
  const others = variables.filter(given).join(' and ');
  if (others) say(`PostgreSQL   given by ${others}`);
  if (postgres) say(`PostgreSQL   ready on port ${postgres.port}`);
  /** @param {keyof typeof databases} variable @param {'app' | 'name'} role */
  const urlOf = (variable, role) =>
    given(variable) ?? String(postgres?.url(databases[variable].name, databases[variable][role]));
  return {
    AUTH_DATABASE_URL: urlOf('AUTH_DATABASE_URL', 'app'),
    AUTH_OWNER_DATABASE_URL: process.env.AUTH_OWNER_DATABASE_URL || urlOf('AUTH_DATABASE_URL', 'name'),
    RESOURCE_DATABASE_URL: urlOf('RESOURCE_DATABASE_URL', 'app'),
    RESOURCE_OWNER_DATABASE_URL:
      process.env.RESOURCE_OWNER_DATABASE_URL || urlOf('RESOURCE_DATABASE_URL', 'name'),
  };
}

/**
 * @param {Running} running
 * @param {readonly (keyof typeof databases)[]} variables
 */
async function startOwnPostgres(running, variables) {
  const logFile = inHome('logs/postgres.log');
  const postgres = await startPostgres({ dataDir: await postgresDataDir(), logFile });
  running.add({ name: 'PostgreSQL', child: postgres.process, logFile, stop: postgres.stop });
  await createOwnDatabases(
    postgres,
    variables.map((variable) => databases[variable]),
  );
  return postgres;
}
