import { type Redis } from 'ioredis';

/** An entry that was set aside, as it stands among the dead letters. */
export interface DeadEntry {
  /** Among the dead letters. */
  readonly id: string;
  readonly setAsideAt: Date;
  /** Its id in the stream that it was read from. */
  readonly entry: string;
  readonly deliveries: number;
  readonly json: string;
}

type Entry = [id: string, fields: string[]];

const PAGE = 100;

/** Oldest first. */
export async function* deadEntries(redis: Redis, stream: string): AsyncGenerator<DeadEntry> {
  let from = '-';
  for (;;) {
    const page: Entry[] = await redis.xrange(stream, from, '+', 'COUNT', PAGE);
    for (const entry of page) yield deadEntryOf(entry);
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    from = `(${last[0]}`;
  }
}

/** Resolves to null when there is none with this id. */
export async function findDeadEntry(redis: Redis, stream: string, id: string): Promise<DeadEntry | null> {
  const [entry] = await redis.xrange(stream, id, id);
  return entry ? deadEntryOf(entry) : null;
}

export const timeOf = (entryId: string): Date => new Date(Number.parseInt(entryId, 10));

function deadEntryOf([id, fields]: Entry): DeadEntry {
  // Pairs: a value may read like a name.
  const values = new Map<string, string>();
  for (let at = 0; at < fields.length; at += 2) values.set(String(fields[at]), String(fields[at + 1]));
  return {
    id,
    setAsideAt: timeOf(id),
    entry: values.get('entry') ?? '',
    deliveries: Number(values.get('deliveries')),
    json: values.get('m') ?? '',
  };
}
