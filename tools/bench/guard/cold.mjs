import { deploy } from './deployment.mjs';
import { ENDPOINT } from './endpoint.mjs';
import { firstRequests } from './first-requests.mjs';
import { signIn } from './operator.mjs';
import { fillTable, plainToken, sowTokens } from './tokens.mjs';

/** @typedef {import('./theatre.mjs').Theatre} Theatre */

/** Rows of api_tokens. */
const SIZES = [10_000, 1_000_000];
const TOKENS_A_ROUND = 200;
const ROUNDS = 5;

/** @typedef {{ rows: number, rounds: import('./first-requests.mjs').Latencies[] }} Cold */

/**
 * What the first request of a token takes, in a small table and in a large one. Each table is another Latchkey's,
 * so that both can be asked in turn.
 * @param {Theatre} theatre
 * @returns {Promise<Cold[]>}
 */
export async function measureCold(theatre) {
  const { stage } = theatre;
  const tables = [];
  for (const rows of SIZES) {
    stage.say(`A Latchkey with ${rows.toLocaleString('en')} tokens …`);
    tables.push(await prepare(theatre, rows, (ROUNDS + 1) * TOKENS_A_ROUND));
  }
  /** @type {Cold[]} */
  const measured = tables.map(({ rows }) => ({ rows, rounds: [] }));
  for (let round = 0; round <= ROUNDS; round++) {
    for (const index of round % 2 ? [1, 0] : [0, 1]) {
      const { url, tokens } = /** @type {(typeof tables)[number]} */ (tables[index]);
      const some = tokens.slice(round * TOKENS_A_ROUND, (round + 1) * TOKENS_A_ROUND);
      const latencies = await firstRequests(url + ENDPOINT, some);
      // The first round warms up: connections, plans, compiled code.
      if (round > 0) measured[index]?.rounds.push(latencies);
      stage.signal.throwIfAborted();
    }
  }
  for (const { stop } of tables) await stop();
  return measured;
}

/**
 * @param {Theatre} theatre
 * @param {number} rows
 * @param {number} count
 */
async function prepare({ stage, startServer, programs }, rows, count) {
  const redis = await stage.anotherRedis();
  const deployment = await deploy(stage, { name: `bench_${rows}`, redisUrl: redis.url });
  const operator = await signIn(deployment, stage.atEnd);
  await plainToken(operator);
  const like = await operator.idOf('Plain');
  const tokens = await sowTokens(stage, deployment, { like, count });
  await fillTable(stage, deployment, { like, upTo: rows });
  const { url, stop } = await startServer({
    name: `cold-${rows}`,
    program: programs.guarded,
    setUp: {
      guard: 'latchkey',
      redisUrl: redis.url,
      sealingPublicKey: deployment.keys.SEALING_PUBLIC_KEY,
    },
  });
  return { rows, url, stop, tokens: tokens.map(({ token }) => token) };
}
