import { BusServer } from '@latchkey/bus';
import { Refusal } from '@latchkey/contracts';
import { Injectable } from '@nestjs/common';
import { type Redis } from 'ioredis';
import { createHash } from 'node:crypto';
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';

const ATTEMPTS = 10;
const WINDOW_SECONDS = 15 * 60;

/**
 * Slows the guessing of one operator's password, over all replicas: ten attempts in a quarter of an hour, and a
 * login that succeeds clears them. It counts by the email that was typed, so an account that does not exist is
 * throttled like one that does.
 */
@Injectable()
export class LoginThrottle {
  private readonly attempts: RateLimiterRedis;

  constructor(bus: BusServer) {
    this.attempts = new RateLimiterRedis({
      storeClient: bus.unwrap<Redis>(),
      keyPrefix: 'latchkey:login',
      points: ATTEMPTS,
      duration: WINDOW_SECONDS,
      rejectIfRedisNotReady: true,
    });
  }

  /** Counted before it is made: a hundred guesses at once are a hundred, not one. */
  async attempt<Result>(email: string, logIn: () => Promise<Result>): Promise<Result> {
    const account = createHash('sha256').update(email.trim().toLowerCase()).digest('base64url');
    await this.count(account);
    const result = await logIn();
    await this.attempts.delete(account);
    return result;
  }

  private async count(account: string): Promise<void> {
    try {
      await this.attempts.consume(account);
    } catch (exhausted) {
      // Anything else is Redis's failure, and nobody can tell: closed, not open.
      if (!(exhausted instanceof RateLimiterRes)) throw Refusal.unavailable();
      throw Refusal.tooMany('Too many invalid attempts', Math.ceil(exhausted.msBeforeNext / 1_000));
    }
  }
}
