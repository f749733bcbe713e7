import { ENDPOINT } from './endpoint.mjs';
import { asSuperuser } from './tokens.mjs';
import { rowOf } from './rows.mjs';
import { inRounds } from './rounds.mjs';

/** @typedef {import('./rows.mjs').RowName} RowName */
/** @typedef {import('./theatre.mjs').Theatre} Theatre */

const CONTACTS = 1_000;
/** Contacts: fewer than the pool of connections to PostgreSQL has, so that nobody waits for one. */
const CONNECTIONS = { endpoint: 64, contacts: 16 };

/**
 * Requests a second of the rows, and what one costs its server.
 * @param {Theatre} theatre
 * @param {readonly RowName[]} names
 * @param {{ rounds: number, roundMs: number, warmUpMs: number }} times
 */
export async function measureThroughput(theatre, names, times) {
  if (names.some((name) => rowOf(name).section === 'contacts')) await addContacts(theatre);
  /** @type {import('./rounds.mjs').Subject[]} */
  const subjects = [];
  for (const name of names) {
    theatre.stage.say(`Starting ${name} …`);
    const server = await rowOf(name).start(theatre, name);
    const headers = await headersOf(theatre, name, server);
    const { section, asksNobody: isAwake } = rowOf(name);
    const connections = CONNECTIONS[section];
    subjects.push({ name, server, path: ENDPOINT, headers, connections, ...(isAwake && { isAwake }) });
  }
  const samples = await inRounds(theatre, subjects, times);
  for (const { server } of subjects) await server.stop();
  return samples;
}

/** @param {Theatre} theatre @param {RowName} name @param {import('./theatre.mjs').Server} server */
async function headersOf({ tokens }, name, { part }) {
  const { credential } = rowOf(name);
  const token =
    credential === 'its own' ? String(await part?.ask({ do: 'token' }, 10_000)) : tokens[credential];
  return { authorization: `Bearer ${token}` };
}

/** @param {Theatre} theatre */
const addContacts = ({ stage: { postgres }, deployment: { databases, workspace } }) =>
  asSuperuser(postgres, databases.resource, async (client) => {
    await client.query(
      `INSERT INTO contacts (id, workspace_id, firstname, lastname, phone, email, company, type, tags)
       SELECT gen_random_uuid(), $1, 'First ' || n, 'Last ' || n, '+1555' || lpad(n::text, 7, '0'),
              n || '@acme.test', 'Acme', 'lead', '{bench,contact}'
         FROM generate_series(1, $2::integer) n`,
      [workspace.id, CONTACTS],
    );
    await client.query('ANALYZE contacts');
  });
