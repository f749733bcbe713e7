import { type EventStream, type PositionedEvent } from '@latchkey/bus';
import { Logger } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { type NumberedEvent, type Outbox } from './outbox.js';

/** What wakes nobody, as a Redis that lost its end, is seen this soon. */
const POLL_MS = 1_000;
const GATHER_MS = 50;
const NUMBERED_AT_ONCE = 1_000;
const PUBLISHED_AT_ONCE = 250;
const MAKE_WAY_MS = 100;
/** How long the last events of a process that stops may take. */
const FAREWELL_MS = 3_000;

/**
 * Carries events from PostgreSQL to the stream in Redis, in every replica of auth at once: the head row lets one
 * number, and the stream takes a batch only where it ends. So it does not matter who is at it, who dies at it, or
 * what Redis has lost: the next pass goes on from what the stream really has.
 */
export class EventRelay {
  private readonly logger = new Logger(EventRelay.name);
  private running: Promise<void> | null = null;
  private deadline = Infinity;
  private isWoken = false;
  private isFailing = false;
  private wakeUp: () => void = () => undefined;

  constructor(
    private readonly outbox: Outbox,
    private readonly stream: EventStream,
  ) {
    // As soon as Redis is back, not at the next poll.
    stream.onConnected(() => {
      this.wake();
    });
  }

  start(): void {
    this.running ??= this.run();
  }

  /** There may be something to carry. Never waits, never fails: whoever committed a change is not kept. */
  wake(): void {
    this.isWoken = true;
    this.wakeUp();
  }

  /** Carries what is there, for a moment at most, and ends. */
  async stop(): Promise<void> {
    this.deadline = performance.now() + FAREWELL_MS;
    this.wake();
    await this.running;
  }

  private async run(): Promise<void> {
    for (;;) {
      this.isWoken = false;
      // Without Redis nothing is numbered either: only the stream can tell from where on.
      if (this.stream.isConnected) await this.attempt();
      if (this.deadline !== Infinity) return;
      await this.nextTurn();
      // Many changes at once cost a pass or two, not one each.
      if (this.deadline === Infinity) await delay(GATHER_MS);
    }
  }

  private async attempt(): Promise<void> {
    try {
      await this.pass();
      if (this.isFailing) this.logger.log('Events are published again');
      this.isFailing = false;
    } catch (error) {
      // They wait in PostgreSQL. An outage of Redis is reported by its connection.
      if (!this.isFailing && this.stream.isConnected)
        this.logger.warn(`No events published: ${String(error)}`);
      this.isFailing = true;
    }
  }

  private async pass(): Promise<void> {
    const published = await this.stream.position();
    const { head, isWaiting } = await this.outbox.look();
    if (isWaiting || head < published) await this.number(published);
    if (isWaiting || head > published) await this.publish(published);
  }

  private async number(published: number): Promise<void> {
    while (!this.isOverdue) {
      const { numbered, raisedFrom } = await this.outbox.number(published, NUMBERED_AT_ONCE);
      if (raisedFrom !== null) this.reportForeignFuture(raisedFrom, published);
      if (numbered < NUMBERED_AT_ONCE) return;
    }
  }

  private async publish(published: number): Promise<void> {
    let position = published;
    while (!this.isOverdue) {
      const batch = await this.outbox.after(position, PUBLISHED_AT_ONCE);
      const last = batch.at(-1);
      if (!last) return;
      const reached = await this.stream.append(position, batch.map(toEntry));
      if (reached === last.position && batch.length < PUBLISHED_AT_ONCE) return;
      position = reached === last.position ? reached : await this.makeWay();
    }
  }

  /** Another replica is at it: it may go on alone for a while, or both would read everything. */
  private async makeWay(): Promise<number> {
    await delay(Math.random() * MAKE_WAY_MS);
    return this.stream.position();
  }

  /** PostgreSQL was restored from a backup, or this Redis belongs to another database. */
  private reportForeignFuture(head: number, published: number): void {
    this.logger.error(
      `The stream of events is at ${published}, the database at ${head}: it knows nothing of what is in between. ` +
        `Was it restored from a backup? Then what was revoked since is good again, until after-restore is run ` +
        `(docs/operations.md). What happens from now on is numbered from ${published + 1}.`,
    );
  }

  private get isOverdue(): boolean {
    return performance.now() > this.deadline;
  }

  private nextTurn(): Promise<void> {
    if (this.isWoken) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, POLL_MS * (0.75 + Math.random() / 2));
      this.wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

const toEntry = ({ position, event }: NumberedEvent): PositionedEvent => ({
  position,
  json: JSON.stringify(event),
});
