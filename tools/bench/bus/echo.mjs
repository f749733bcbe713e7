import { compiled } from '../dist.mjs';

/**
 * A question as small as that of a guard, and numbered so that its answer can be told from another's.
 * @typedef {{ digest: string, number: number }} Echo
 */

/** @type {typeof import('../../../libs/bus/src/index.js')} */
export const bus = await compiled('libs/bus/src/index.js');

/**
 * What raw and streams send, there and back.
 * @param {string} json
 */
export function readEcho(json) {
  /** @type {unknown} */
  const message = JSON.parse(json);
  return /** @type {{ id: number, body: Echo }} */ (message);
}

/**
 * Names that keep subjects, and numbers of replicas, from hearing each other.
 * @param {import('./plan.mjs').SetUp} setUp
 */
export function namesOf({ subject, replicas }) {
  const service = `bench-${subject}-${replicas}`;
  /** @type {import('../../../libs/bus/src/index.js').BusContract<Echo, Echo>} */
  const contract = {
    pattern: `${service}.echo.v1`,
    kind: 'question',
    budgetMs: 10_000,
    secrets: { request: [], reply: [] },
  };
  return { service, contract, requests: `${service}:requests`, replies: `${service}:replies` };
}
