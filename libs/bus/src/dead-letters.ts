import { type Redis } from 'ioredis';
import { listeningConnection, promptConnection } from './connection.js';
import { readReply, readRequest, type ReplyEnvelope, type RequestEnvelope } from './envelope.js';
import { deadLetterStream, requestStream } from './keys.js';

/** A message that was delivered five times and never answered. Its secrets are still sealed. */
export interface DeadLetter {
  /** Among the dead letters. */
  readonly id: string;
  readonly addedAt: Date;
  readonly setAsideAt: Date;
  readonly deliveries: number;
  readonly message: RequestEnvelope;
}

/**
 * `done`: answered, and no dead letter any more. `refused`: it stays among the dead letters. `sent`: nobody has
 * answered yet; it is among the waiting again, and comes back here if nobody gets it done this time either.
 */
export type Replay =
  | { readonly outcome: 'done'; readonly reply: ReplyEnvelope }
  | { readonly outcome: 'refused'; readonly reply: ReplyEnvelope }
  | { readonly outcome: 'sent' };

type Entry = [id: string, fields: string[]];

const PAGE = 100;
const timeOf = (entryId: string): Date => new Date(Number.parseInt(entryId, 10));

/** What a service's replicas could not get done, for people to look at, replay or drop. */
export class DeadLetters {
  private readonly redis: Redis;
  private readonly stream: string;

  constructor(
    private readonly redisUrl: string,
    private readonly service: string,
  ) {
    this.stream = deadLetterStream(service);
    this.redis = promptConnection(redisUrl, `${service}-dead-letters`, { waitsForConnection: true });
    this.redis.on('error', () => undefined);
  }

  close(): void {
    this.redis.disconnect();
  }

  count(): Promise<number> {
    return this.redis.xlen(this.stream);
  }

  /** Oldest first. */
  async *all(): AsyncGenerator<DeadLetter> {
    let from = '-';
    for (;;) {
      const page: Entry[] = await this.redis.xrange(this.stream, from, '+', 'COUNT', PAGE);
      for (const entry of page) yield letterOf(entry);
      const last = page.at(-1);
      if (!last || page.length < PAGE) return;
      from = `(${last[0]}`;
    }
  }

  async find(id: string): Promise<DeadLetter | null> {
    const [entry] = await this.redis.xrange(this.stream, id, id);
    return entry ? letterOf(entry) : null;
  }

  /** Resolves to false when there is none with this id. */
  async drop(id: string): Promise<boolean> {
    return (await this.redis.xdel(this.stream, id)) === 1;
  }

  /**
   * Sends it once more, as it was. A command that was carried out after all has no second effect: it gets its
   * first reply. Waits for the answer as long as its caller would have.
   */
  async replay({ id, message }: DeadLetter): Promise<Replay> {
    const listener = listeningConnection(this.redisUrl, `${this.service}-replay`);
    listener.on('error', () => undefined);
    try {
      await new Promise((resolve) => listener.once('ready', resolve));
      const answered = answerTo(message, listener);
      await listener.subscribe(message.reply_to);
      await this.redis.xadd(requestStream(this.service, message.kind), '*', 'm', JSON.stringify(message));
      const reply = await answered;
      const outcome = reply === null ? 'sent' : 'error' in reply ? 'refused' : 'done';
      if (outcome !== 'refused') await this.drop(id);
      return reply === null ? { outcome: 'sent' } : { outcome: outcome as 'done' | 'refused', reply };
    } finally {
      listener.disconnect();
    }
  }
}

/** Resolves to null when the message's budget ends first. */
const answerTo = (message: RequestEnvelope, listener: Redis): Promise<ReplyEnvelope | null> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, message.budget_ms, null);
    listener.on('message', (_channel: string, json: string) => {
      const reply = readReply(json);
      if (reply?.id !== message.id) return;
      clearTimeout(timer);
      resolve(reply);
    });
  });

function letterOf([id, fields]: Entry): DeadLetter {
  const valueOf = (name: string): string => fields[fields.indexOf(name) + 1] ?? '';
  const message = readRequest(valueOf('m'));
  // What is no message is acknowledged at its first delivery.
  if (!message) throw new TypeError(`Dead letter ${id} holds no message`);
  return {
    id,
    addedAt: timeOf(valueOf('entry')),
    setAsideAt: timeOf(id),
    deliveries: Number(valueOf('deliveries')),
    message,
  };
}
