import path from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * The compiled code that a history drives.
 * @typedef {object} Tree
 * @property {typeof import('../../../libs/token-guard/src/cache/memory.js').Memory} Memory
 * @property {typeof import('../../../libs/token-guard/src/lease/lease.js').Lease} Lease
 * @property {typeof import('../../../libs/token-guard/src/verifiers/caching-token-verifier.js').CachingTokenVerifier} CachingTokenVerifier
 * @property {typeof import('../../../libs/token-guard/src/decision.js').decide} decide
 * @property {typeof import('../../../libs/token-guard/src/routes/action-path.js').ActionPath} ActionPath
 * @property {typeof import('../../../libs/bus/src/index.js').BusUnavailableError} BusUnavailableError
 * @property {typeof import('../../../apps/auth/src/guards/renewals.js').Renewals} Renewals
 * @property {typeof import('../../../apps/auth/src/guards/effects.js').Effects} Effects
 * @property {typeof import('../../../apps/auth/src/commands/commands.js').Commands} Commands
 */

/**
 * @param {string} folder `dist`, or a copy of it with a planted bug.
 * @returns {Promise<Tree>}
 */
export async function loadTree(folder) {
  /** @param {string} file */
  const load = async (file) => {
    /** @type {unknown} */
    const part = await import(pathToFileURL(path.resolve(folder, file)).href);
    return /** @type {object} */ (part);
  };
  const parts = [
    await load('libs/token-guard/src/cache/memory.js'),
    await load('libs/token-guard/src/lease/lease.js'),
    await load('libs/token-guard/src/verifiers/caching-token-verifier.js'),
    await load('libs/token-guard/src/decision.js'),
    await load('libs/token-guard/src/routes/action-path.js'),
    await load('libs/bus/src/index.js'),
    await load('apps/auth/src/guards/renewals.js'),
    await load('apps/auth/src/guards/effects.js'),
    await load('apps/auth/src/commands/commands.js'),
  ];
  return /** @type {Tree} */ (Object.fromEntries(parts.flatMap((part) => Object.entries(part))));
}
