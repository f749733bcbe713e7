import { createPrivateKey, createPublicKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parseEnv } from 'node:util';
import { writePrivateFile } from '../files/private-file.mjs';
import { envLines, generateKeys } from '../keys.mjs';
import { inHome } from './places.mjs';

/** @typedef {import('../keys.mjs').Keys} Keys */

/**
 * The keys of this checkout: made once, for tokens issued with them must go on working. Those given in the
 * environment win.
 * @returns {Promise<Keys>}
 */
export async function provideKeys() {
  const file = inHome('keys.env');
  const kept = /** @type {Partial<Keys>} */ (parseEnv(await readFile(file, 'utf8').catch(() => '')));
  const own = { ...generateKeys(), ...kept };
  if (Object.keys(kept).length < Object.keys(own).length) await writePrivateFile(file, envLines({ ...own }));

  const { TOKEN_PEPPERS, JWT_SIGNING_KEY, SEALING_KEY, SEALING_PUBLIC_KEY, WEBHOOK_SECRETS_KEY } =
    process.env;
  return {
    TOKEN_PEPPERS: TOKEN_PEPPERS || own.TOKEN_PEPPERS,
    JWT_SIGNING_KEY: JWT_SIGNING_KEY || own.JWT_SIGNING_KEY,
    SEALING_KEY: SEALING_KEY || own.SEALING_KEY,
    SEALING_PUBLIC_KEY: SEALING_PUBLIC_KEY || publicHalfOf(SEALING_KEY || own.SEALING_KEY),
    WEBHOOK_SECRETS_KEY: WEBHOOK_SECRETS_KEY || own.WEBHOOK_SECRETS_KEY,
  };
}

/** @param {string} sealingKey */
function publicHalfOf(sealingKey) {
  try {
    const key = createPrivateKey({ key: Buffer.from(sealingKey, 'base64'), format: 'der', type: 'pkcs8' });
    return createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64');
  } catch (error) {
    throw new Error(
      'SEALING_KEY is not usable: it must be an X25519 private key, as npm run -s keys makes it.',
      {
        cause: error,
      },
    );
  }
}
