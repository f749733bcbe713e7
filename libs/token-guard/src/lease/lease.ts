import { type AsOf, type LeaseGrant } from '@latchkey/contracts';
import { Logger } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { type Memory, type Question } from '../cache/memory.js';
import { type AuthLine } from './auth-line.js';
import { type Clock, type Instant } from './clock.js';
import { LeaseMetrics } from './lease-metrics.js';
import { LeaseTerm } from './lease-term.js';

/** Renewed so often within its length that a lost question or two do not end it. */
const RENEWALS_A_LEASE = 5;
const SHORTEST_RETRY_MS = 50;
const LONGEST_RETRY_MS = 500;
/** For so long an entry that has overtaken others may wait for them, before auth is asked for what is lacking. */
const OVERTAKEN_MS = 20;
/** By so much the two clocks may drift apart between two grants; by more, one was stepped or stood still. */
const MOST_DRIFT_MS = 250;

export interface LeaseOptions {
  readonly line: AuthLine;
  readonly clock: Clock;
  /** What the lease is about: it is emptied and brought up to date here, and read by nobody while no lease is held. */
  readonly memory: Memory;
  /** From 0 to 1: so that the guards that lost their leases together do not come back together. */
  readonly random?: () => number;
  readonly newId?: () => string;
}

/**
 * The right to decide from memory (promise P1, docs/architecture.md). Auth answers a change when every registered
 * guard has said that it knows of it, or when the leases of those that have not are over: so a guard that holds its
 * lease knows of every change that has been answered.
 */
export class Lease {
  readonly metrics = new LeaseMetrics(() => ({ ageMs: this.ageMs(), lag: this.lag }));
  private readonly logger = new Logger(Lease.name);
  /** Of the registration in force; null: there is none. */
  private id: string | null = null;
  /** Auth may have a row of it, also when it did not answer. */
  private lastId: string | null = null;
  private term: LeaseTerm | null = null;
  /** Wall clock less monotonic clock, at the last grant. */
  private offset: number | null = null;
  private failures = 0;
  private isStopped = false;
  private isLackTold = false;
  /** The question that is on its way, if there is one: never two. */
  private asking: Promise<void> | null = null;
  private mustAskAgain = false;
  /** Of the newest entry of the log that was heard of. */
  private newest = 0;
  /** Of the newest that may have overtaken others; 0: nothing is waited for. */
  private awaited = 0;
  private cancelNext: () => void = () => undefined;

  constructor(private readonly options: LeaseOptions) {}

  /**
   * Read it in the same turn as what it allows to be read.
   * @param at Both clocks, read since the request came: for it, this is the moment of the decision.
   */
  isHeld(at: Instant = this.options.clock.now()): boolean {
    if (this.term === null) return false;
    if (this.term.covers(at)) return true;
    this.term = null;
    this.renew();
    return false;
  }

  start(): void {
    const { line, memory } = this.options;
    line.onHint(({ newest, entry }) => {
      if (entry && memory.hear(entry)) this.acknowledge();
      else this.hearOf(newest, entry ? OVERTAKEN_MS : 0);
    });
    this.renew();
  }

  /** Whether an answer is of a place of the log that this guard has come to; if it is ahead, the guard asks for what leads there. */
  hasReached(question: Question, answer: AsOf): boolean {
    if (this.options.memory.hasReached(question, answer)) return true;
    this.hearOf(answer.as_of, OVERTAKEN_MS);
    return false;
  }

  /** For good: from here on every request asks auth, and no change waits for this guard. */
  async stop(): Promise<void> {
    this.isStopped = true;
    this.term = null;
    this.cancelNext();
    // A registration on its way would come after the leaving.
    await this.asking;
    if (this.lastId === null) return;
    try {
      await this.options.line.leave(this.lastId);
    } catch {
      // The next change waits for this guard once, and strikes it off.
    }
  }

  /** Somebody waits for that. What is applied is said at once, and stored by auth with the next renewal. */
  private acknowledge(): void {
    const { line, memory } = this.options;
    if (this.id !== null) line.acknowledge({ guard_id: this.id, ...memory.position });
  }

  /** The log is at least there: the guard asks for what leads there, if that is not called out within so many milliseconds. */
  private hearOf(newest: number, patienceMs: number): void {
    const { clock, memory } = this.options;
    this.newest = Math.max(this.newest, newest);
    if (newest <= memory.position.number) return;
    if (patienceMs === 0) {
      this.renew();
      return;
    }
    const isWaiting = this.awaited > 0;
    this.awaited = Math.max(this.awaited, newest);
    if (isWaiting) return;
    clock.after(patienceMs, () => {
      const { awaited } = this;
      this.awaited = 0;
      if (awaited > memory.position.number) this.renew();
    });
  }

  private renew(): void {
    if (this.isStopped) return;
    if (this.asking) {
      this.mustAskAgain = true;
      return;
    }
    this.cancelNext();
    this.mustAskAgain = false;
    this.asking = this.ask().then((waitMs) => {
      this.asking = null;
      if (this.isStopped) return;
      if (waitMs === 0 || this.mustAskAgain) this.renew();
      else
        this.cancelNext = this.options.clock.after(waitMs, () => {
          this.renew();
        });
    });
  }

  /** @returns Milliseconds until the next question. */
  private async ask(): Promise<number> {
    const sent = this.options.clock.now();
    try {
      return await (this.id === null ? this.register(sent) : this.renewAs(this.id, sent));
    } catch (error) {
      this.metrics.renewals.failed.add();
      this.tellLack(error);
      this.mustAskAgain = false;
      return this.retryMs();
    }
  }

  /** With an id that never was: one that is struck off must not come back by a message that was late. */
  private async register(sent: Instant): Promise<number> {
    const { line, memory, newId = randomUUID } = this.options;
    const id = newId();
    this.lastId = id;
    const grant = await line.register(id).catch((error: unknown) => {
      // Auth may have done it all the same, too late: each change would wait for this id until its lease is over.
      if (!this.isStopped) line.leave(id).catch(() => undefined);
      throw error;
    });
    if (this.isStopped) return 0;
    this.id = id;
    memory.startAt(grant.position);
    return this.hold(sent, grant);
  }

  private async renewAs(id: string, sent: Instant): Promise<number> {
    const { line, memory } = this.options;
    const answer = await line.renew(id, memory.position);
    if (this.isStopped) return 0;
    if (answer.outcome === 'unknown') {
      this.metrics.renewals.unknown.add();
      this.id = null;
      this.term = null;
      memory.empty();
      return 0;
    }
    this.failures = 0;
    // What it brings is applied before it is trusted.
    const isNews = memory.follow(answer);
    const waitMs = this.hold(sent, answer);
    if (isNews) this.acknowledge();
    return waitMs;
  }

  private hold(sent: Instant, { lease_ms }: LeaseGrant): number {
    const { clock, memory } = this.options;
    const { mono, wall } = clock.now();
    const offset = wall - mono;
    // How long what is remembered is good was counted by clocks that have not counted all the time that passed.
    if (this.offset !== null && Math.abs(offset - this.offset) > MOST_DRIFT_MS) memory.empty();
    this.offset = offset;
    // What was heard of before, and is not there: a log that has lost its end.
    this.newest = memory.position.number;
    this.metrics.renewals.granted.add();
    this.term = new LeaseTerm(sent, lease_ms);
    if (this.isLackTold) this.logger.log('Holds a lease of auth again');
    this.isLackTold = false;
    return lease_ms / RENEWALS_A_LEASE;
  }

  private ageMs(): number | null {
    const now = this.options.clock.now();
    return this.term?.covers(now) ? this.term.ageAt(now.mono) : null;
  }

  private get lag(): number {
    return Math.max(0, this.newest - this.options.memory.position.number);
  }

  private retryMs(): number {
    const { random = Math.random } = this.options;
    const longest = Math.min(SHORTEST_RETRY_MS * 2 ** Math.min(this.failures, 10), LONGEST_RETRY_MS);
    this.failures++;
    return longest * (0.5 + random() / 2);
  }

  private tellLack(error: unknown): void {
    if (this.isLackTold || this.isStopped || this.term?.covers(this.options.clock.now())) return;
    this.isLackTold = true;
    this.logger.warn(`Holds no lease of auth, which is asked about each request: ${String(error)}`);
  }
}
