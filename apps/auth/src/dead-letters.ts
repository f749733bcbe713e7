import 'reflect-metadata';
import { type DeadLetter, DeadLetters, redisAddress } from '@latchkey/bus';
import { exitWith, UsageError } from '@latchkey/platform';
import { parseArgs } from 'node:util';

const USAGE = `npm run -s dead-letters -- list | show <id> | replay <id> | replay all | drop <id>
  Messages that five deliveries did not get done: a line of JSON each. REDIS_URL names the bus.
  replay sends one again, as it was: what was carried out after all is not carried out twice. A command more than
  12 hours old is refused, and so is one whose principal is good no more; both stay dead letters.
  --service auth: whose messages (by default auth's).`;

try {
  const { positionals, service } = readArguments();
  const [verb, id] = positionals;
  const { REDIS_URL, REDIS_CA_FILE } = process.env;
  if (!REDIS_URL) throw new UsageError('REDIS_URL is not set: it must name the Redis of the bus.');
  const url = redisAddress(REDIS_URL, REDIS_CA_FILE);
  const letters = new DeadLetters(url, service);
  try {
    if (verb === 'list' && id === undefined) await list(letters);
    else if (verb === 'show' && id) print((await existing(letters, id)).message);
    else if (verb === 'replay' && id === 'all') await replayAll(letters);
    else if (verb === 'replay' && id) await replay(letters, await existing(letters, id));
    else if (verb === 'drop' && id) await drop(letters, await existing(letters, id));
    else throw new UsageError(USAGE);
  } finally {
    letters.close();
  }
} catch (error) {
  exitWith(error);
}

function readArguments(): { positionals: string[]; service: string } {
  try {
    const { positionals, values } = parseArgs({
      options: { service: { type: 'string', default: 'auth' } },
      allowPositionals: true,
    });
    return { positionals, service: values.service };
  } catch {
    throw new UsageError(USAGE);
  }
}

function print(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function list(letters: DeadLetters): Promise<void> {
  for await (const { id, addedAt, setAsideAt, deliveries, message } of letters.all()) {
    const { kind, pattern, id: messageId } = message;
    print({
      id,
      kind,
      pattern,
      message_id: messageId,
      added_at: addedAt,
      set_aside_at: setAsideAt,
      deliveries,
    });
  }
}

async function existing(letters: DeadLetters, id: string): Promise<DeadLetter> {
  const letter = /^\d+-\d+$/.test(id) ? await letters.find(id) : null;
  if (!letter) throw new UsageError(`There is no dead letter ${id}: list shows them.`);
  return letter;
}

async function replay(letters: DeadLetters, letter: DeadLetter): Promise<void> {
  print({ id: letter.id, ...(await letters.replay(letter)) });
}

/** Those that are there now: one that is set aside again meanwhile would never end it. */
async function replayAll(letters: DeadLetters): Promise<void> {
  const now: DeadLetter[] = [];
  for await (const letter of letters.all()) now.push(letter);
  for (const letter of now) await replay(letters, letter);
}

async function drop(letters: DeadLetters, { id }: DeadLetter): Promise<void> {
  print({ id, dropped: await letters.drop(id) });
}
