import { Refusal } from '@latchkey/contracts';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { randomBytes } from 'node:crypto';
import pLimit from 'p-limit';

/** OWASP's parameters: 19 MiB, two passes, one lane; argon2id is the library's default. */
const ARGON2ID = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** A hash takes a core for some 15 ms: more at once would slow every verification of a token. */
const AT_ONCE = 2;
const MAX_WAITING = 50;

@Injectable()
export class Passwords implements OnModuleInit {
  private readonly limit = pLimit(AT_ONCE);
  private hashOfNobody = '';

  async onModuleInit(): Promise<void> {
    this.hashOfNobody = await this.hash(randomBytes(16).toString('hex'));
  }

  hash(password: string): Promise<string> {
    return this.inTurn(() => hash(password, ARGON2ID));
  }

  /** An unknown operator (null) costs as much as a wrong password: the time tells nobody who has an account. */
  async matches(stored: string | null, password: string): Promise<boolean> {
    const isMatch = await this.inTurn(() => verify(stored ?? this.hashOfNobody, password));
    return isMatch && stored !== null;
  }

  private async inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.limit.pendingCount >= MAX_WAITING) throw Refusal.unavailable();
    return this.limit(work);
  }
}
