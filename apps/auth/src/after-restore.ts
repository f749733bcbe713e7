import 'reflect-metadata';
import { EventStream, redisAddress } from '@latchkey/bus';
import { connect, databaseAddress, exitWith, UsageError } from '@latchkey/platform';
import { Logger } from '@nestjs/common';
import { parseArgs } from 'node:util';
import { ForgottenEvents } from './after-restore/forgotten-events.js';
import { Report } from './after-restore/report.js';
import { TakingBack, type Wanted } from './after-restore/taking-back.js';
import { dataSourceOptions } from './database/data-source.js';
import { Outbox } from './events/outbox.js';

const USAGE = `npm run -s after-restore -- [--dry-run] [--deactivate-all]
  After auth's database was restored from a backup, and before auth is started: tokens that were revoked since are
  good again. This takes back, by the events in Redis, what the database has forgotten of them, and ends all sessions.
  AUTH_DATABASE_URL and REDIS_URL are those of auth. A line of JSON for each token that was touched; 2 is the exit code
  when something could not be taken back.
  --dry-run: changes nothing.
  --deactivate-all: deactivates every active token as well, for when the events are gone.`;

try {
  const wanted = readOptions();
  const { AUTH_DATABASE_URL, DATABASE_CA_FILE, REDIS_URL, REDIS_CA_FILE } = process.env;
  if (!AUTH_DATABASE_URL || !REDIS_URL) throw new UsageError(USAGE);
  const redisUrl = redisAddress(REDIS_URL, REDIS_CA_FILE);
  // The standard output is for the lines.
  Logger.overrideLogger(false);
  const database = await connect(
    'AUTH_DATABASE_URL',
    dataSourceOptions(databaseAddress(AUTH_DATABASE_URL, DATABASE_CA_FILE)),
  );
  const stream = new EventStream({ redisUrl, service: 'auth' }, { waitsForConnection: true });
  const report = new Report((line) => process.stdout.write(`${line}\n`));
  const outbox = new Outbox(database);
  try {
    await new TakingBack(database, outbox, new ForgottenEvents(outbox, stream), report, wanted).run();
  } finally {
    stream.close();
    await database.destroy();
  }
  process.stderr.write(`${report.summary(wanted)}\n`);
  if (report.failures.length > 0) process.exitCode = 2;
} catch (error) {
  exitWith(error);
}

function readOptions(): Wanted {
  try {
    const { values } = parseArgs({
      options: { 'dry-run': { type: 'boolean' }, 'deactivate-all': { type: 'boolean' } },
    });
    return { isDryRun: values['dry-run'] ?? false, isForAll: values['deactivate-all'] ?? false };
  } catch {
    throw new UsageError(USAGE);
  }
}
