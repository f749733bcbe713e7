import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { compiled } from '../dist.mjs';
import { Refused } from './operator.mjs';

/** @typedef {import('./deployment.mjs').Deployment} Deployment */
/** @typedef {import('./operator.mjs').Operator} Operator */
/** @typedef {import('./stores.mjs').Stage} Stage */

const BATCH = 10_000;

/** What the richer token is restricted to: so much that nothing here is ever refused. */
const EVERYTHING_ON = {
  allowed_routes: ['groups/**', 'statuses/**', 'messages/send', 'contacts/*/fetch', 'contacts/list'],
  rate_limits: [
    { limit: 1_000_000_000, window: '1m' },
    { limit: 1_000_000_000, window: '1h' },
  ],
  monthly_quota: 1_000_000_000,
};

/**
 * @param {Operator} operator
 * @returns {Promise<string>} Without any restriction; and without its workspace's limits, if those are known here.
 */
export async function plainToken(operator) {
  const { key } = await issueWithWhatIsKnown(operator, { name: 'Plain' }, { rate_limits: [] });
  return key;
}

/**
 * @param {Operator} operator
 * @returns {Promise<{ token: string, on: string[] }>} With every restriction that this Latchkey knows, and which.
 */
export async function richToken(operator) {
  const terms = { name: 'Everything on', abilities: [...operator.contracts.ABILITIES] };
  const { key, known } = await issueWithWhatIsKnown(operator, terms, EVERYTHING_ON);
  return { token: key, on: ['abilities', ...known] };
}

/**
 * A field that this Latchkey does not know is left out; what remains is told, for the report to say it.
 * @param {Operator} operator
 * @param {{ name: string }} terms
 * @param {Record<string, unknown>} more
 */
async function issueWithWhatIsKnown({ call, contracts }, terms, more) {
  /** @type {Record<string, unknown>} */
  const accepted = {};
  for (const [field, value] of Object.entries(more)) {
    const trial = { ...terms, name: `Trial of ${field}`, [field]: value };
    await call(contracts.issueToken, trial).then(() => (accepted[field] = value), unlessRefused);
  }
  const { key } = await call(contracts.issueToken, { ...terms, ...accepted });
  return { key, known: Object.keys(accepted) };
}

/** @param {unknown} error */
export function unlessRefused(error) {
  if (!(error instanceof Refused)) throw error;
}

/**
 * Many tokens at once, each good for use, put beside the one they are copies of.
 * @param {Stage} stage
 * @param {Deployment} deployment
 * @param {{ like: string, count: number }} wanted `like`: the id of a token.
 * @returns {Promise<{ id: string, token: string }[]>}
 */
export async function sowTokens({ postgres }, { databases, keys }, { like, count }) {
  /** @type {typeof import('../../../libs/token-format/src/index.js')} */
  const { apitk, generateToken, tokenDigest } = await compiled('libs/token-format/src/index.js');
  /** @type {typeof import('../../../apps/auth/src/keys/peppers.js')} */
  const { readPeppers } = await compiled('apps/auth/src/keys/peppers.js');
  const peppers = readPeppers(keys.TOKEN_PEPPERS);
  return asSuperuser(postgres, databases.auth, async (client) => {
    /** @type {{ id: string, token: string }[]} */
    const sown = [];
    while (sown.length < count) {
      const tokens = Array.from({ length: Math.min(BATCH, count - sown.length) }, () => generateToken(apitk));
      const macs = tokens.map((token) => peppers.mac(tokenDigest(token)).mac);
      /** @type {pg.QueryResult<{ id: string, position: string }>} */
      const { rows } = await client.query(COPY_TOKEN, [like, macs]);
      for (const { id, position } of rows) sown.push({ id, token: String(tokens[Number(position) - 1]) });
    }
    await client.query('ANALYZE api_tokens');
    return sown;
  });
}

/** Whatever columns there are: all as in the original, but for what makes a token another one. */
const COPY_TOKEN = `
  WITH wanted AS MATERIALIZED (
    SELECT uuidv7() AS id, mac, position FROM unnest($2::bytea[]) WITH ORDINALITY AS given (mac, position)
  ), copied AS (
    INSERT INTO api_tokens
    SELECT copy.*
      FROM wanted, api_tokens original,
           jsonb_populate_record(original, jsonb_build_object('id', wanted.id, 'mac', wanted.mac)) copy
     WHERE original.id = $1
  )
  SELECT id, position FROM wanted`;

/**
 * Rows for a table to be large: nobody has the tokens that they stand for.
 * @param {Stage} stage
 * @param {Deployment} deployment
 * @param {{ like: string, upTo: number }} wanted `upTo`: rows in all.
 */
export const fillTable = ({ postgres }, { databases }, { like, upTo }) =>
  asSuperuser(postgres, databases.auth, async (client) => {
    const own = { id: 'uuidv7()', mac: "sha256((n || ' ' || random())::bytea)" };
    /** @type {pg.QueryResult<{ column: string }>} */
    const { rows } = await client.query(COLUMNS, [Object.keys(own)]);
    const shared = rows.map(({ column }) => column);
    // Copies of a row that is right are right: nothing need be checked a million times.
    await client.query('SET session_replication_role = replica');
    await client.query(
      `INSERT INTO api_tokens (${[...Object.keys(own), ...shared].join(', ')})
       SELECT ${[...Object.values(own), ...shared.map((column) => `original.${column}`)].join(', ')}
         FROM generate_series(1, $2 - (SELECT count(*) FROM api_tokens)) n, api_tokens original
        WHERE original.id = $1`,
      [like, upTo],
    );
    await client.query('VACUUM ANALYZE api_tokens');
  });

const COLUMNS = `
  SELECT quote_ident(column_name) AS column FROM information_schema.columns
   WHERE table_schema = 'public' AND table_name = 'api_tokens' AND is_generated = 'NEVER'
     AND column_name <> ALL ($1)`;

/**
 * As the load generator reads them.
 * @param {Stage} stage
 * @param {string} name
 * @param {readonly { token: string }[]} tokens
 */
export async function tokensFile({ folder }, name, tokens) {
  const file = path.join(folder, `${name}.tokens`);
  await writeFile(file, tokens.map(({ token }) => token).join('\n'), { mode: 0o600 });
  return file;
}

/**
 * @template Result
 * @param {import('./stores.mjs').Postgres} postgres
 * @param {string} databaseUrl
 * @param {(client: pg.Client) => Promise<Result>} work
 */
export async function asSuperuser(postgres, databaseUrl, work) {
  const client = new pg.Client(postgres.url(new URL(databaseUrl).pathname.slice(1)));
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
