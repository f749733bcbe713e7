import { ENDPOINT } from './endpoint.mjs';
import { inRounds } from './rounds.mjs';
import { sowTokens, tokensFile } from './tokens.mjs';

/** @typedef {import('./theatre.mjs').Theatre} Theatre */

const CONNECTIONS = 64;
const FILLING = 16;
/** Tokens of which the memory is measured; the first fill also warms up what every token needs. */
const FILLS = [1_000, 11_000, 111_000];
const IN_USE = [1, 1_000, 100_000];
const ENOUGH_FOR_ALL = 512 * 1024 * 1024;
const FILL_LIMIT_MS = 180_000;

/** @typedef {{ tokens: number, bytesAToken: number, rssAToken: number, perSecond: number }} Fill */

/**
 * What remembering a token takes, and whether it matters how many are in use.
 * @param {Theatre} theatre
 * @param {{ rounds: number, roundMs: number, warmUpMs: number }} times
 */
export async function measureKeys(theatre, times) {
  const { stage, deployment, operator } = theatre;
  const count = FILLS.at(-1) ?? 0;
  stage.say(`Sowing ${count.toLocaleString('en')} tokens …`);
  const sown = await sowTokens(stage, deployment, { like: await operator.idOf(theatre.like), count });
  const server = await theatre.startServer({
    name: 'keys',
    program: theatre.programs.guarded,
    setUp: { ...theatre.guardSetUp, guard: 'latchkey', cacheBytes: ENOUGH_FOR_ALL },
  });
  /** @type {Fill[]} */
  const fills = [];
  let before = null;
  let from = 0;
  for (const to of FILLS) {
    const file = await tokensFile(stage, `fill-${to}`, sown.slice(from, to));
    const order = { do: 'fill', url: server.url, path: ENDPOINT, tokensFile: file, connections: FILLING };
    const { elapsedMs, answered } = /** @type {{ elapsedMs: number, answered: number }} */ (
      await theatre.load.ask(order, FILL_LIMIT_MS)
    );
    const after = /** @type {{ heap: number, rss: number }} */ (
      await server.part?.ask({ do: 'memory' }, 30_000)
    );
    // Those that a machine too slow answered 503 are not remembered.
    const tokens = answered;
    if (before) {
      const [bytesAToken, rssAToken] = [
        (after.heap - before.heap) / tokens,
        (after.rss - before.rss) / tokens,
      ];
      fills.push({ tokens, bytesAToken, rssAToken, perSecond: (tokens / elapsedMs) * 1_000 });
    }
    before = after;
    from = to;
    stage.signal.throwIfAborted();
  }
  // The last that came are the last that a cache would let go.
  const file = await tokensFile(stage, 'in-use', sown.toReversed());
  const subjects = IN_USE.map((keys) => ({
    name: String(keys),
    server,
    path: ENDPOINT,
    headers: {},
    connections: CONNECTIONS,
    using: { tokensFile: file, keys },
  }));
  const inUse = await inRounds(theatre, subjects, times);
  await server.stop();
  return { fills, inUse };
}
