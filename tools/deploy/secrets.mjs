/**
 * npm run -s deployment-secrets -- <folder> [--redis <url>] [--auth-database <host>] [--resource-database <host>]
 *
 * Makes what a deployment has to keep secret, and writes it down by who may read it: a folder each. What was made once
 * is kept in `<folder>/kept`, and only written out again: tokens issued under these keys have to go on working.
 *
 * --redis redis://redis:6379, --auth-database postgres:5432/latchkey_auth?sslmode=verify-full and so on say where the
 * stores are; without them they are where docker-compose.yml has them.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs, parseEnv } from 'node:util';
import { runAsCommand } from '../command.mjs';
import { writePrivateFile } from '../files/private-file.mjs';
import { envLines, generateKeys, newServiceCredential } from '../keys.mjs';
import { aclFile } from '../redis-acl/users.mjs';
import { databaseStatements } from './databases.mjs';

const PASSWORDS = /** @type {const} */ ([
  'REDIS_PASSWORD_AUTH',
  'REDIS_PASSWORD_RESOURCE',
  'REDIS_PASSWORD_OPERATOR',
  'REDIS_PASSWORD_SERVICE_CANARY',
  'POSTGRES_PASSWORD_SUPERUSER',
  'POSTGRES_PASSWORD_AUTH_OWNER',
  'POSTGRES_PASSWORD_AUTH_APP',
  'POSTGRES_PASSWORD_RESOURCE_OWNER',
  'POSTGRES_PASSWORD_RESOURCE_APP',
  'GRAFANA_PASSWORD',
  'CANARY_OPERATOR_PASSWORD',
]);

/** @typedef {Record<(typeof PASSWORDS)[number] | 'CANARY_CREDENTIAL', string> & import('../keys.mjs').Keys} Secrets */

/**
 * @typedef {object} Places
 * @property {string} redis The Redis's URL, without a user.
 * @property {string} authDatabase Host, port, name and parameters of auth's database.
 * @property {string} resourceDatabase Likewise.
 */

/** @type {Places} */
export const IN_COMPOSE = {
  redis: 'redis://redis:6379',
  authDatabase: 'postgres:5432/latchkey_auth',
  resourceDatabase: 'postgres:5432/latchkey_resource',
};

/** Hexadecimal, so that a URL has it as it is. */
const newPassword = () => randomBytes(24).toString('hex');

/** @returns {Secrets} */
function newSecrets() {
  const passwords = Object.fromEntries(PASSWORDS.map((name) => [name, newPassword()]));
  return /** @type {Secrets} */ ({
    ...generateKeys(),
    ...passwords,
    CANARY_CREDENTIAL: newServiceCredential(),
  });
}

/**
 * Every file, by its name: the folder says who reads it. Nobody else's secret is in it (README, "Platform teams").
 * @param {Secrets} secrets
 * @param {Places} places
 * @returns {Record<string, string>}
 */
export function secretFiles(secrets, places) {
  /** @param {string} user @param {string} password */
  const redis = (user, password) => places.redis.replace('://', `://${user}:${password}@`);
  /** @param {string} user @param {string} password @param {string} where */
  const database = (user, password, where) => `postgres://${user}:${password}@${where}`;
  const { authDatabase, resourceDatabase } = places;
  const asAuth = database('latchkey_auth_app', secrets.POSTGRES_PASSWORD_AUTH_APP, authDatabase);
  return {
    'auth/auth.env': envLines({
      REDIS_URL: redis('auth', secrets.REDIS_PASSWORD_AUTH),
      AUTH_DATABASE_URL: asAuth,
      TOKEN_PEPPERS: secrets.TOKEN_PEPPERS,
      JWT_SIGNING_KEY: secrets.JWT_SIGNING_KEY,
      SEALING_KEY: secrets.SEALING_KEY,
    }),
    'resource/resource.env': envLines({
      REDIS_URL: redis('resource', secrets.REDIS_PASSWORD_RESOURCE),
      RESOURCE_DATABASE_URL: database(
        'latchkey_resource_app',
        secrets.POSTGRES_PASSWORD_RESOURCE_APP,
        resourceDatabase,
      ),
      SEALING_PUBLIC_KEY: secrets.SEALING_PUBLIC_KEY,
      WEBHOOK_SECRETS_KEY: secrets.WEBHOOK_SECRETS_KEY,
    }),
    'auth-owner/owner.env': envLines({
      AUTH_OWNER_DATABASE_URL: database(
        'latchkey_auth_owner',
        secrets.POSTGRES_PASSWORD_AUTH_OWNER,
        authDatabase,
      ),
    }),
    'resource-owner/owner.env': envLines({
      RESOURCE_OWNER_DATABASE_URL: database(
        'latchkey_resource_owner',
        secrets.POSTGRES_PASSWORD_RESOURCE_OWNER,
        resourceDatabase,
      ),
    }),
    'operator/operator.env': envLines({ REDIS_URL: redis('operator', secrets.REDIS_PASSWORD_OPERATOR) }),
    'canary/canary.env': envLines({
      REDIS_URL: redis('service-canary', secrets.REDIS_PASSWORD_SERVICE_CANARY),
      SEALING_PUBLIC_KEY: secrets.SEALING_PUBLIC_KEY,
      CANARY_CREDENTIAL: secrets.CANARY_CREDENTIAL,
    }),
    // Of what makes the canary's workspace and its account, once.
    'canary-account/account.env': envLines({
      AUTH_DATABASE_URL: asAuth,
      TOKEN_PEPPERS: secrets.TOKEN_PEPPERS,
      OPERATOR_PASSWORD: secrets.CANARY_OPERATOR_PASSWORD,
      SERVICE_CREDENTIAL: secrets.CANARY_CREDENTIAL,
    }),
    'redis/users.acl': aclFile(secrets, { groups: ['canary'] }),
    'postgres/latchkey.sql': databaseStatements({
      auth: { owner: secrets.POSTGRES_PASSWORD_AUTH_OWNER, app: secrets.POSTGRES_PASSWORD_AUTH_APP },
      resource: {
        owner: secrets.POSTGRES_PASSWORD_RESOURCE_OWNER,
        app: secrets.POSTGRES_PASSWORD_RESOURCE_APP,
      },
    })
      .map((statement) => `${statement};\n`)
      .join(''),
    'postgres/superuser_password': secrets.POSTGRES_PASSWORD_SUPERUSER,
    'grafana/password': secrets.GRAFANA_PASSWORD,
  };
}

/**
 * @param {string} folder
 * @param {Places} places
 */
export async function writeSecrets(folder, places) {
  const kept = await keptSecrets(path.join(folder, 'kept'));
  for (const [name, content] of Object.entries(secretFiles(kept, places))) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    // Whoever may reach the folder may read the file: in Compose its one reader is a user of whatever image it is.
    // Beside the old one first: nobody may write what is read-only, not even root where it has no capabilities.
    await writeFile(`${file}.draft`, content, { mode: 0o444 });
    await rename(`${file}.draft`, file);
  }
}

/**
 * A later version may need more of them than there were made: those are added.
 * @param {string} folder
 * @returns {Promise<Secrets>}
 */
async function keptSecrets(folder) {
  const file = path.join(folder, 'secrets.env');
  const kept = parseEnv(await readFile(file, 'utf8').catch(nothingYet));
  const secrets = { ...newSecrets(), ...kept };
  if (Object.keys(kept).length < Object.keys(secrets).length) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writePrivateFile(file, envLines(secrets));
  }
  return secrets;
}

/** What is there and cannot be read must not be made anew. @param {unknown} error */
function nothingYet(error) {
  if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return '';
  throw error;
}

runAsCommand(import.meta.url, async () => {
  const { positionals, values } = parseArgs({
    options: {
      redis: { type: 'string', default: IN_COMPOSE.redis },
      'auth-database': { type: 'string', default: IN_COMPOSE.authDatabase },
      'resource-database': { type: 'string', default: IN_COMPOSE.resourceDatabase },
    },
    allowPositionals: true,
  });
  const [folder] = positionals;
  if (positionals.length !== 1 || !folder) throw new Error('npm run -s deployment-secrets -- <folder>');
  await writeSecrets(folder, {
    redis: values.redis,
    authDatabase: values['auth-database'],
    resourceDatabase: values['resource-database'],
  });
});
