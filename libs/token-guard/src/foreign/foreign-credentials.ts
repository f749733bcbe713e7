import { BusUnavailableError } from '@latchkey/bus';
import { ALL_TOKEN_SHAPES } from '@latchkey/contracts';
import { ForeignShapes, type TokenDigest, tokenDigest } from '@latchkey/token-format';
import { type Memory } from '../cache/memory.js';
import { type AuthLine } from '../lease/auth-line.js';
import { type Clock } from '../lease/clock.js';
import { type Lease } from '../lease/lease.js';

/** Changes of the list that come while it is asked for, one after the other: then whoever waits is told that nobody can tell. */
const MOST_QUESTIONS = 2;
/** After a question that had no answer: garbage must not make us ask more often (promise P8). */
const PAUSE_MS = 500;

/**
 * Which credentials that are not of a format of ours are worth asking about: those of the shapes that workspaces list
 * for what they imported (D18). The list admits nobody. It is asked for when the guard registers and when it has changed,
 * and not for a request, unless one comes in between.
 */
export class ForeignCredentials {
  /** The newest that is known; also of use while nobody can tell whether there is a newer one. */
  private shapes: ForeignShapes | null = null;
  /** Nothing has been heard of that it does not know. Worth no more than the lease that is held in the same turn. */
  private isCurrent = false;
  private asking: Promise<ForeignShapes> | null = null;
  /** By the monotonic clock. */
  private pausedUntil = -Infinity;

  constructor(
    private readonly line: AuthLine,
    private readonly lease: Lease,
    private readonly memory: Memory,
    private readonly clock: Clock,
  ) {
    memory.onEnd((ids) => {
      if (ids && !ids.includes(ALL_TOKEN_SHAPES)) return;
      this.isCurrent = false;
      // When the guard is where this has brought it: the question is about what holds there.
      queueMicrotask(() => {
        this.ask().catch(() => undefined);
      });
    });
  }

  /**
   * What to ask auth about; null for what nobody imported. A promise only while the shapes are not known; it rejects
   * when they cannot be.
   */
  digestOf(text: string): TokenDigest | null | Promise<TokenDigest | null> {
    const digest = this.shapes && digestIn(this.shapes, text);
    if (digest) return digest;
    // Without a lease nobody knows what has changed: what was listed the last time will do to tell garbage.
    if (this.shapes && (this.isCurrent || !this.lease.isHeld())) return null;
    return this.ask().then((shapes) => digestIn(shapes, text));
  }

  private ask(): Promise<ForeignShapes> {
    if (this.asking) return this.asking;
    if (this.clock.monotonic() < this.pausedUntil) return Promise.reject(new BusUnavailableError('timeout'));
    this.asking = this.find().finally(() => (this.asking = null));
    return this.asking;
  }

  private async find(): Promise<ForeignShapes> {
    try {
      for (let asked = 0; asked < MOST_QUESTIONS; asked++) {
        const found = await this.askOnce();
        if (found) return found;
      }
      throw new BusUnavailableError('timeout');
    } catch (error) {
      this.pausedUntil = this.clock.monotonic() + PAUSE_MS;
      throw error;
    }
  }

  /** @returns null when the list has changed meanwhile. */
  private async askOnce(): Promise<ForeignShapes | null> {
    const question = this.memory.beginQuestion();
    try {
      const answer = await this.line.listTokenShapes();
      this.shapes = new ForeignShapes(answer.shapes);
      if (!this.memory.isUpToDate(question, answer)) return null;
      this.isCurrent = this.lease.hasReached(question, answer);
      return this.shapes;
    } finally {
      this.memory.endQuestion(question);
    }
  }
}

function digestIn(shapes: ForeignShapes, text: string): TokenDigest | null {
  const hashed = shapes.match(text);
  return hashed === null ? null : tokenDigest(hashed);
}
