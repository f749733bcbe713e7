import 'reflect-metadata';
import { type DeadEntry, DeadEvents, type EventGroup, EventGroups, redisAddress } from '@latchkey/bus';
import { exitWith, UsageError } from '@latchkey/platform';
import { parseArgs } from 'node:util';

const USAGE = `npm run -s events -- <what>, where REDIS_URL names the bus; a line of JSON for each
  groups                              who is told of auth's events, and how far they are
  replay --group billing --from 0     all that is kept from that position on, once more, while it runs
  dead   --group billing              what five deliveries to this group did not get done
  retry  --group billing --id <id>    gives one of those to the group again, or all of them: --id all
  drop   --group billing --id <id>    forgets one of those`;

try {
  const { verb, group, id, from } = readArguments();
  const { REDIS_URL, REDIS_CA_FILE } = process.env;
  if (!REDIS_URL) throw new UsageError('REDIS_URL is not set: it must name the Redis of the bus.');
  const url = redisAddress(REDIS_URL, REDIS_CA_FILE);
  if (verb === 'groups') await withGroups(url, showGroups);
  else if (verb === 'replay' && group) await withGroups(url, (groups) => replay(groups, group, from));
  else if (verb === 'dead' && group) await withDead(url, group, showDead);
  else if (verb === 'retry' && group && id) await withDead(url, group, (dead) => retry(dead, id));
  else if (verb === 'drop' && group && id) await withDead(url, group, (dead) => drop(dead, id));
  else throw new UsageError(USAGE);
} catch (error) {
  exitWith(error);
}

interface Arguments {
  readonly verb: string | undefined;
  readonly group?: string;
  readonly id?: string;
  readonly from?: string;
}

function readArguments(): Arguments {
  try {
    const { positionals, values } = parseArgs({
      options: { group: { type: 'string' }, id: { type: 'string' }, from: { type: 'string' } },
      allowPositionals: true,
    });
    if (positionals.length > 1) throw new UsageError(USAGE);
    return { verb: positionals[0], ...values };
  } catch {
    throw new UsageError(USAGE);
  }
}

async function withGroups(redisUrl: string, work: (groups: EventGroups) => Promise<void>): Promise<void> {
  const groups = new EventGroups({ redisUrl, service: 'auth' });
  await work(groups).finally(() => {
    groups.close();
  });
}

async function withDead(
  redisUrl: string,
  group: string,
  work: (dead: DeadEvents) => Promise<void>,
): Promise<void> {
  const dead = new DeadEvents({ redisUrl, service: 'auth', group });
  await work(dead).finally(() => {
    dead.close();
  });
}

async function showGroups(groups: EventGroups): Promise<void> {
  for (const group of await groups.list()) print(group);
}

async function replay(groups: EventGroups, group: string, from: string | undefined): Promise<void> {
  const isThere = await groups.replay(group, positionIn(from));
  const after: EventGroup | undefined = (await groups.list()).find(({ name }) => name === group);
  if (!isThere || !after) throw new UsageError(`There is no group ${group}: groups shows them.`);
  print(after);
}

async function showDead(dead: DeadEvents): Promise<void> {
  for await (const entry of dead.all()) print(told(entry));
}

async function retry(dead: DeadEvents, id: string): Promise<void> {
  // Those that are there now: one that is set aside again meanwhile would never end it.
  const entries: DeadEntry[] = [];
  if (id === 'all') for await (const entry of dead.all()) entries.push(entry);
  else entries.push(await existing(dead, id));
  for (const entry of entries) print({ id: entry.id, retried: await dead.retry(entry) });
}

async function drop(dead: DeadEvents, id: string): Promise<void> {
  const entry = await existing(dead, id);
  print({ id: entry.id, dropped: await dead.drop(entry.id) });
}

async function existing(dead: DeadEvents, id: string): Promise<DeadEntry> {
  const entry = /^\d+-\d+$/.test(id) ? await dead.find(id) : null;
  if (!entry) throw new UsageError(`There is no dead event ${id}: dead shows them.`);
  return entry;
}

/** Hoisted: the commands run before the end of this file is read. */
function told({ id, setAsideAt, deliveries, json }: DeadEntry): object {
  return { id, set_aside_at: setAsideAt, deliveries, event: JSON.parse(json) as unknown };
}

function positionIn(text = ''): number {
  if (!/^\d{1,15}$/.test(text)) throw new UsageError(`--from must be a position: 0 or more.\n${USAGE}`);
  return Number(text);
}

function print(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
