/**
 * npm run -s keys
 *
 * Prints a fresh set of secrets for a deployment, as NAME=value lines. Auth gets the first three; whoever sends
 * secrets to auth, as resource does, gets the fourth; resource alone the last.
 */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { crc32 } from 'node:zlib';

/**
 * @typedef {object} Keys
 * @property {string} TOKEN_PEPPERS `version:base64`, comma-separated; new tokens use the highest version.
 * @property {string} JWT_SIGNING_KEY Ed25519, PKCS8 in base64.
 * @property {string} SEALING_KEY X25519, PKCS8 in base64.
 * @property {string} SEALING_PUBLIC_KEY Its public half, SPKI in base64.
 * @property {string} WEBHOOK_SECRETS_KEY `version:base64`, comma-separated; new secrets are sealed under the highest version.
 */

/** @returns {Keys} */
export function generateKeys() {
  const signing = generateKeyPairSync('ed25519');
  const sealing = generateKeyPairSync('x25519');
  return {
    TOKEN_PEPPERS: `1:${randomBytes(32).toString('base64')}`,
    JWT_SIGNING_KEY: signing.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
    SEALING_KEY: sealing.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
    SEALING_PUBLIC_KEY: sealing.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    WEBHOOK_SECRETS_KEY: `1:${randomBytes(32).toString('base64')}`,
  };
}

/** Zero first: libs/token-format/src/profile.ts. */
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/**
 * A service's credential, as libs/token-format makes them, which nobody has built where secrets are made. All of its random
 * characters are hexadecimal digits: 232 bits.
 */
export function newServiceCredential() {
  const unsigned = `lksvc_${randomBytes(29).toString('hex')}`;
  let checksum = '';
  for (let rest = crc32(unsigned); checksum.length < 6; rest = Math.floor(rest / 62))
    checksum = BASE62.charAt(rest % 62) + checksum;
  return unsigned + checksum;
}

/**
 * @param {Readonly<Record<string, string>>} variables
 * @returns {string} What `node --env-file` reads.
 */
export const envLines = (variables) =>
  Object.entries(variables)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  process.stdout.write(envLines(generateKeys()));
