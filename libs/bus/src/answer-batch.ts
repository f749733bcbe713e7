import { type GroupRedis } from './group-scripts.js';

export interface Answer {
  readonly entryId: string;
  /** null: acknowledged without a reply. */
  readonly reply: { readonly channel: string; readonly json: string } | null;
}

/** One call of Redis's script holds all of them as arguments. */
const LARGEST = 100;

/**
 * Acknowledges entries and publishes their replies: all of one turn of the event loop in one step of Redis's. What
 * was answered is deleted as well, so that the stream's length is what waits or is worked on: the back-pressure.
 */
export class AnswerBatch {
  private waiting: Answer[] = [];
  private sending: Promise<void> | null = null;

  constructor(
    private readonly redis: GroupRedis,
    private readonly stream: string,
    private readonly group: string,
  ) {}

  /** Resolves when Redis has it; rejects when nobody knows. */
  send(answer: Answer): Promise<void> {
    this.waiting.push(answer);
    this.sending ??= new Promise((resolve, reject) => {
      setImmediate(() => {
        this.flush().then(resolve, reject);
      });
    });
    return this.sending;
  }

  private async flush(): Promise<void> {
    const answers = this.waiting;
    this.waiting = [];
    this.sending = null;
    const parts: Promise<unknown>[] = [];
    for (let from = 0; from < answers.length; from += LARGEST) {
      const part = answers.slice(from, from + LARGEST);
      const ids = part.map(({ entryId }) => entryId);
      const replies = part.flatMap(({ reply }) => (reply ? [reply.channel, reply.json] : []));
      parts.push(this.redis.latchkeyAnswer(this.stream, this.group, ids.length, ...ids, ...replies));
    }
    await Promise.all(parts);
  }
}
