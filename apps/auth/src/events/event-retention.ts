import { type EventStream, type PositionedEvent } from '@latchkey/bus';
import { RecurringTask } from '@latchkey/platform';
import { Logger } from '@nestjs/common';
import { type Outbox } from './outbox.js';

const DAY_MS = 86_400_000;
/** A new group of consumers begins with what happened this long ago. */
const RETAINED_MS = 7 * DAY_MS;
const EVERY_MS = 600_000;
const BATCH = 1_000;

/** Forgets old events, in both places, in every replica: to forget twice does no harm. */
export class EventRetention {
  private readonly logger = new Logger(EventRetention.name);
  private readonly task = new RecurringTask(EVERY_MS, () => this.attempt());

  constructor(
    private readonly outbox: Outbox,
    private readonly stream: EventStream,
  ) {}

  start(): void {
    this.task.start();
  }

  stop(): Promise<void> {
    return this.task.stop();
  }

  /** In batches, so that nobody waits behind it. */
  async forget(): Promise<void> {
    const published = await this.stream.position();
    const limit = await this.outbox.before(RETAINED_MS);
    while ((await this.outbox.forget(limit, published, BATCH)) === BATCH && !this.task.isStopping);
    while ((await this.trim(limit)) && !this.task.isStopping);
  }

  /** By the entries' own time: PostgreSQL may know nothing of them any more. */
  private async trim(limit: Date): Promise<boolean> {
    const oldest = await this.stream.oldest(BATCH);
    const last = oldest.at(-1);
    if (!last) return false;
    const kept = oldest.find((entry) => !isOlder(entry, limit));
    await this.stream.trim(kept ? kept.position : last.position + 1);
    return !kept;
  }

  private async attempt(): Promise<void> {
    try {
      await this.forget();
    } catch (error) {
      this.logger.warn(`Old events are kept until the next time: ${String(error)}`);
    }
  }
}

/** What is not an event of ours is of no use to anybody: it goes when its turn comes. */
function isOlder({ json }: PositionedEvent, limit: Date): boolean {
  try {
    const { at } = JSON.parse(json) as { at: string };
    return !(new Date(at) >= limit);
  } catch {
    return true;
  }
}
