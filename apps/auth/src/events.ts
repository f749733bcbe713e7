import 'reflect-metadata';
import { type EventGroup, EventGroups } from '@latchkey/bus';
import { exitWith, UsageError } from '@latchkey/platform';
import { parseArgs } from 'node:util';

const USAGE = `npm run -s events -- groups | replay --group billing --from 0
  groups: who is told of auth's events and how far they are, a line of JSON each. REDIS_URL names the bus.
  replay: the group gets all that is kept from that position on once more, while it runs; from 0 is everything.`;

try {
  const { positionals, values } = readArguments();
  const [verb] = positionals;
  const { REDIS_URL: url } = process.env;
  if (!url) throw new UsageError('REDIS_URL is not set: it must name the Redis of the bus.');
  const groups = new EventGroups({ redisUrl: url, service: 'auth' });
  try {
    if (verb === 'groups' && positionals.length === 1) for (const group of await groups.list()) print(group);
    else if (verb === 'replay' && values.group && positionals.length === 1) {
      print(await replay(groups, values.group, positionIn(values.from)));
    } else throw new UsageError(USAGE);
  } finally {
    groups.close();
  }
} catch (error) {
  exitWith(error);
}

function readArguments(): { positionals: string[]; values: { group?: string; from?: string } } {
  try {
    return parseArgs({
      options: { group: { type: 'string' }, from: { type: 'string' } },
      allowPositionals: true,
    });
  } catch {
    throw new UsageError(USAGE);
  }
}

function positionIn(text = ''): number {
  if (!/^\d{1,15}$/.test(text)) throw new UsageError(`--from must be a position: 0 or more.\n${USAGE}`);
  return Number(text);
}

async function replay(groups: EventGroups, group: string, from: number): Promise<EventGroup> {
  const isThere = await groups.replay(group, from);
  const after = (await groups.list()).find(({ name }) => name === group);
  if (!isThere || !after) throw new UsageError(`There is no group ${group}: groups shows them.`);
  return after;
}

function print(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
