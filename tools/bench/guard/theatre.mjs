import path from 'node:path';
import { createOwnDatabases } from '../../dev/own-databases.mjs';
import { startPart } from '../part.mjs';
import { pin } from './cores.mjs';
import { deploy } from './deployment.mjs';
import { signIn } from './operator.mjs';
import { plainToken, richToken } from './tokens.mjs';
import { withoutGuard } from './without-guard.mjs';

/** @typedef {import('./stores.mjs').Stage} Stage */
/** @typedef {import('../part.mjs').Part} Part */

/**
 * A process that is measured.
 * @typedef {object} Server
 * @property {string} name
 * @property {string} url
 * @property {number} pid
 * @property {Part | null} part null: not a process of the benchmark, but one of the apps.
 * @property {() => Promise<void>} stop
 */

/** @typedef {Awaited<ReturnType<typeof openTheatre>>} Theatre */

const ORDER_LIMIT_MS = 30_000;
const PEERS = 'bench_peers';
const here = import.meta.dirname;
const guarded = path.join(here, 'guarded-server.mjs');

/**
 * One Latchkey and whatever is measured beside it, on the same stores.
 * @param {Stage} stage
 */
export async function openTheatre(stage) {
  const { cores, atEnd, signal, profileFolder, redis, postgres } = stage;
  const deployment = await deploy(stage, { name: 'bench', redisUrl: redis.url });
  const operator = await signIn(deployment, atEnd);
  const plain = await plainToken(operator);
  const rich = await richToken(operator);

  const load = await startPart({
    name: 'load',
    program: path.join(here, '../peers/load.mjs'),
    setUp: {},
    signal,
  });
  atEnd(load.stop);
  pin(load.pid, cores?.load);

  /**
   * @param {{ name: string, program: string, setUp: object, on?: string | undefined }} options
   * @returns {Promise<Server>}
   */
  async function startServer({ name, program, setUp, on = cores?.server }) {
    const part = await startPart({ name, program, setUp, profileFolder, signal });
    atEnd(part.stop);
    pin(part.pid, on);
    const url = String(await part.ask({ do: 'url' }, ORDER_LIMIT_MS));
    return { name, url, pid: part.pid, part, stop: part.stop };
  }

  /**
   * @param {string} name
   * @param {string} [dist]
   * @returns {Promise<Server>}
   */
  const startApp = async (name, dist) => ({
    name,
    part: null,
    ...(await deployment.start('resource', cores?.server, dist)),
  });

  await createOwnDatabases(postgres, [{ name: PEERS }]);
  const peerSetUp = { databaseUrl: postgres.url(PEERS, PEERS), redisUrl: redis.url, token: plain };
  const guardSetUp = { redisUrl: redis.url, sealingPublicKey: deployment.keys.SEALING_PUBLIC_KEY };
  /** @type {Promise<Part> | null} */
  let stockAuth = null;

  return {
    stage,
    deployment,
    operator,
    load,
    tokens: { plain, rich: rich.token },
    everythingOn: rich.on,
    /** The name of the token that many others are copies of. */
    like: 'Everything on',
    peerSetUp,
    programs: { guarded, decision: path.join(here, 'decision.mjs') },
    guardSetUp,
    startServer,

    /** @param {string} name @param {'none' | 'empty' | 'latchkey'} guard @param {string} [on] */
    startGuarded: (name, guard, on) =>
      startServer({
        name,
        program: guarded,
        setUp: { ...guardSetUp, guard },
        on,
      }),

    /** @returns {Promise<Server>} */
    startResource: () => startApp('resource'),

    /** The same, and whoever asks is let in. @returns {Promise<Server>} */
    startUnguardedResource: async () => startApp('unguarded', await withoutGuard(deployment.workspace)),

    /** Asked by every guard over the stock transport. @param {string} program */
    startStockAuth: async (program) => {
      stockAuth ??= startPart({ name: 'stock-auth', program, setUp: peerSetUp, signal });
      const { pid, stop } = await stockAuth;
      atEnd(stop);
      pin(pid, cores?.others);
    },
  };
}
