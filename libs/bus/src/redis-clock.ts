import { type Redis } from 'ioredis';

const EVERY_MS = 1_000;
/** So many answers at first, of which the quickest counts: it says most precisely when it was given. */
const FIRST_QUESTIONS = 5;

/**
 * Redis's clock, by which the age of a message is told. It is asked once a second, and carried on in between by this
 * process's monotonic clock: so it costs nothing a message, no wall clock of ours takes part, and a process that
 * was paused finds what it had before it as old as it is.
 */
export class RedisClock {
  /** Redis's time less ours. */
  private offsetMs = 0;
  private isSet = false;
  /** How long the quickest answer took. */
  private shortestTripMs = Infinity;
  private readonly timer: NodeJS.Timeout;

  /** @param onFailure Told of each question that was not answered. */
  constructor(
    private readonly redis: Redis,
    private readonly onFailure: (error: unknown) => void = () => undefined,
  ) {
    redis.on('ready', this.begin);
    if (redis.status === 'ready') this.begin();
    this.timer = setInterval(() => void (this.isSet ? this.ask() : this.askAtFirst()), EVERY_MS);
    this.timer.unref();
  }

  /** False until Redis was asked, and again whenever it may be another one. */
  get isKnown(): boolean {
    return this.isSet;
  }

  /** Milliseconds since 1970. */
  now(): number {
    return performance.now() + this.offsetMs;
  }

  stop(): void {
    clearInterval(this.timer);
    this.redis.off('ready', this.begin);
  }

  private readonly begin = (): void => {
    this.isSet = false;
    this.shortestTripMs = Infinity;
    void this.askAtFirst();
  };

  private async askAtFirst(): Promise<void> {
    for (let question = 0; question < FIRST_QUESTIONS; question++) await this.ask();
    this.isSet = this.shortestTripMs !== Infinity;
  }

  private async ask(): Promise<void> {
    if (this.redis.status !== 'ready') return;
    const began = performance.now();
    try {
      const [seconds, micros] = await this.redis.time();
      const tripMs = performance.now() - began;
      // A trip that took long, or a pause: the offset that is known is the better one.
      if (tripMs > (this.isSet ? 2 * this.shortestTripMs + 5 : this.shortestTripMs)) return;
      this.shortestTripMs = Math.min(this.shortestTripMs, tripMs);
      // As if it had been given at once: a message may be taken for older than it is, by one trip, never for younger.
      this.offsetMs = Number(seconds) * 1_000 + Number(micros) / 1_000 - began;
    } catch (error) {
      // Away: what is known stays good until another Redis may be there.
      this.onFailure(error);
    }
  }
}
