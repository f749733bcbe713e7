import { type Redis } from 'ioredis';

/** Adds messages while fewer than so many wait: one step, so that many clients cannot overshoot together. */
const SEND = `
local room = tonumber(ARGV[1]) - redis.call('XLEN', KEYS[1])
local added = math.max(0, math.min(room, #ARGV - 1))
for i = 2, added + 1 do redis.call('XADD', KEYS[1], '*', 'm', ARGV[i]) end
return added`;

type Sender = Redis & {
  /** Resolves to how many were added: the first ones. */
  latchkeySend(stream: string, maxWaiting: number, ...envelopes: string[]): Promise<number>;
};

interface Waiting {
  readonly envelope: string;
  readonly resolve: (wasAdded: boolean) => void;
  readonly reject: (error: unknown) => void;
}

/** One call of Redis's script holds all of them as arguments. */
const LARGEST = 100;

/** Adds to one stream: all messages of one turn of the event loop in one step of Redis's. */
export class SendBatch {
  private readonly sender: Sender;
  private waiting: Waiting[] = [];

  constructor(
    redis: Redis,
    private readonly stream: string,
    private readonly maxWaiting: number,
  ) {
    redis.defineCommand('latchkeySend', { numberOfKeys: 1, lua: SEND });
    this.sender = redis as Sender;
  }

  /** Resolves to false when too many wait already; rejects when nobody knows whether it was added. */
  add(envelope: string): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ envelope, resolve, reject });
      if (this.waiting.length > 1) return;
      setImmediate(() => {
        this.flush();
      });
    });
  }

  private flush(): void {
    const all = this.waiting;
    this.waiting = [];
    for (let from = 0; from < all.length; from += LARGEST) void this.send(all.slice(from, from + LARGEST));
  }

  private async send(part: readonly Waiting[]): Promise<void> {
    try {
      const envelopes = part.map(({ envelope }) => envelope);
      const added = await this.sender.latchkeySend(this.stream, this.maxWaiting, ...envelopes);
      part.forEach(({ resolve }, index) => {
        resolve(index < added);
      });
    } catch (error) {
      for (const { reject } of part) reject(error);
    }
  }
}
