import { type BusClient } from '@latchkey/bus';
import { type Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { clientNetwork } from './client-network.js';

const WINDOW_SECONDS = 60;
export const DEFAULT_UNKNOWN_A_MINUTE = 100;
/** Beyond so many at once, the one that was heard of the longest ago is asked about again. */
const MOST_REFUSED = 10_000;

/** Whoever presents a token, by the address that a trusted proxy vouches for. */
export interface Client {
  readonly ip: string;
}

/**
 * Ends the guessing of tokens: so many that were never issued, a client and a minute, over all replicas. It counts by
 * the address that a trusted proxy vouches for, never by a token's prefix, with which a stranger could lock its owner
 * out. A client beyond that is refused here, with no I/O; a token that this guard knows works for it all the same
 * (promise P8). Without Redis each replica counts alone.
 */
export class UnknownTokenThrottle {
  private attempts: RateLimiterRedis | null = null;
  /** Until when, by the monotonic clock. */
  private readonly refusedUntil = new LRUCache<string, number>({ max: MOST_REFUSED });

  /** @param most Unknown tokens a client and a minute. */
  constructor(
    private readonly bus: BusClient,
    private readonly most: number,
  ) {}

  /** Seconds that this client has to wait before a token is looked up for it; 0: none. Asks nobody. */
  secondsFor(client: Client): number {
    if (this.refusedUntil.size === 0) return 0;
    const until = this.refusedUntil.get(clientNetwork(client.ip)) ?? 0;
    return Math.max(0, Math.ceil((until - performance.now()) / 1_000));
  }

  /** Counts an unknown token. Resolves to the seconds that the client has to wait from now on; 0: none yet. */
  async count({ ip }: Client): Promise<number> {
    const client = clientNetwork(ip);
    this.attempts ??= this.open();
    try {
      await this.attempts.consume(client);
      return 0;
    } catch (exhausted) {
      if (!(exhausted instanceof RateLimiterRes)) throw exhausted;
      this.refusedUntil.set(client, performance.now() + exhausted.msBeforeNext);
      return Math.max(1, Math.ceil(exhausted.msBeforeNext / 1_000));
    }
  }

  /** Never more than so many are remembered. */
  get refusedClients(): number {
    return this.refusedUntil.size;
  }

  /** At the first unknown token: the bus has its connection by then. */
  private open(): RateLimiterRedis {
    const terms = { keyPrefix: 'latchkey:unknown', points: this.most, duration: WINDOW_SECONDS };
    return new RateLimiterRedis({
      ...terms,
      storeClient: this.bus.unwrap<Redis>(),
      rejectIfRedisNotReady: true,
      insuranceLimiter: new RateLimiterMemory(terms),
    });
  }
}
