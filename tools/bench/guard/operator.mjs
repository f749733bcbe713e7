import { compiled } from '../dist.mjs';

/** @typedef {import('./deployment.mjs').Deployment} Deployment */
/** @typedef {typeof import('../../../libs/contracts/src/index.js')} Contracts */

/** A session's access token lives for a quarter of an hour. */
const RENEWED_AFTER_MS = 10 * 60_000;

/** Auth has answered, with an error. */
export class Refused extends Error {}

/**
 * Calls auth as resource does, on behalf of the workspace's operator.
 * @typedef {object} Operator
 * @property {Contracts} contracts
 * @property {<Request extends object, Reply>(contract: import('../../../libs/bus/src/index.js').BusContract<Request, Reply>, request: Request) => Promise<Reply>} call
 * @property {(name: string) => Promise<string>} idOf Of the newest token of that name.
 */

/**
 * @param {Deployment} deployment
 * @param {(end: () => unknown) => void} atEnd
 * @returns {Promise<Operator>}
 */
export async function signIn({ redisUrl, keys, operator }, atEnd) {
  /** @type {typeof import('../../../libs/bus/src/index.js')} */
  const bus = await compiled('libs/bus/src/index.js');
  /** @type {Contracts} */
  const contracts = await compiled('libs/contracts/src/index.js');
  const sealingKey = bus.readPublicSealingKey(keys.SEALING_PUBLIC_KEY);
  const client = new bus.BusClient({ redisUrl, service: 'auth', sealingKey });
  await client.connect();
  atEnd(() => {
    client.close();
  });

  let principal = '';
  let signedInAt = -Infinity;
  /** @type {Operator['call']} */
  const call = async (contract, request) => {
    if (performance.now() - signedInAt > RENEWED_AFTER_MS) {
      principal = (await client.call(contracts.openSession, operator)).access_token;
      signedInAt = performance.now();
    }
    try {
      return await client.call(contract, request, { principal });
    } catch (error) {
      if (!(error instanceof bus.BusAnswerError)) throw error;
      throw new Refused(`${contract.pattern} is answered with ${JSON.stringify(error.detail)}`);
    }
  };
  const idOf = async (/** @type {string} */ name) => {
    const { items } = await call(contracts.listTokens, { limit: 100 });
    const found = items.find((item) => item.name === name);
    if (!found) throw new Error(`There is no token ${name}.`);
    return found.id;
  };
  return { contracts, call, idOf };
}
