import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Postgres } from '../../../tools/stores/postgres.mjs';
import { type SuperuserUrl } from './database.js';
import { createTestOwner, startTestPostgres } from './jest/test-postgres.mjs';
import { prepareServer } from './migrated-database.js';
import { type PrivateStore, StoreControls } from './private-store.js';
import { sharedPostgresUrl } from './shared-stores.js';
import { takingTurns } from './taking-turns.js';
import { verified } from './tls/this-run.mjs';
import { recordFile, testRun, uniqueName } from './test-run.js';

export interface PrivatePostgres extends PrivateStore {
  readonly superuserUrl: SuperuserUrl;
  /** Where its data are: to be copied while it is stopped. */
  readonly dir: string;
  /** Every statement that it was asked to execute so far, but for those that the pattern matches. */
  statements(but?: RegExp): Promise<number>;
}

/**
 * A PostgreSQL of the test's own. What was committed survives `stop('crash')`, as the system's cache outlives
 * the process. Its `url` is the superuser's.
 */
export async function startPrivatePostgres(
  settings: Readonly<Record<string, string>> = {},
): Promise<PrivatePostgres> {
  const name = uniqueName('postgres');
  const dir = path.join(testRun().folder, name);
  const logFile = recordFile(`${name}.log`);
  const launch = (port?: number): Promise<Postgres> =>
    startTestPostgres({ dataDir: dir, logFile, settings, ...(port !== undefined && { port }) });
  await promisify(execFile)('cp', ['-a', await preparedDir(), dir]);
  const first = await launch();
  const superuserUrl = superuserOf(first);
  const controls = new StoreControls(first, () => launch(first.port));
  const { stop, start, pause, resume } = controls;
  // Its own statistics would not do: an idle connection reports what it did up to ten seconds later.
  const statements = async (but = /(?!)/): Promise<number> => {
    const log = await readFile(logFile, 'utf8');
    // The further lines of a statement begin with a tab.
    const asked = [...log.matchAll(/ LOG: {2}(?:statement|execute [^:]*): (.*(?:\n\t.*)*)/g)];
    return asked.filter(([, text = '']) => !but.test(text)).length;
  };
  const url = superuserUrl('postgres');
  return { url, port: first.port, superuserUrl, dir, statements, stop, start, pause, resume };
}

const superuserOf =
  (postgres: Postgres): SuperuserUrl =>
  (database) =>
    verified(postgres.url(database));

/** Made once per run; a copy of it takes a fiftieth of the time. */
async function preparedDir(): Promise<string> {
  const dir = path.join(testRun().folder, 'prepared-postgres');
  await takingTurns(sharedPostgresUrl, 'prepared-postgres', async () => {
    if (existsSync(dir)) return;
    // One that was cut short must not be taken for finished.
    const draft = uniqueName(dir);
    const postgres = await startTestPostgres({
      dataDir: draft,
      logFile: recordFile('prepared-postgres.log'),
    });
    try {
      await createTestOwner(superuserOf(postgres)('postgres'));
      await prepareServer(superuserOf(postgres));
    } finally {
      await postgres.stop();
    }
    await rename(draft, dir);
  });
  return dir;
}
