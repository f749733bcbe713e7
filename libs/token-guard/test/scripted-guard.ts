import {
  type LeaseGrant,
  type TokenAnswer,
  type TokenIdentity,
  type TokenVerdict,
  type UnknownGuard,
  valid,
} from '@latchkey/contracts';
import { type TokenDigest } from '@latchkey/token-format';
import { createHash } from 'node:crypto';
import { Memory } from '../src/cache/memory.js';
import { ForeignCredentials } from '../src/foreign/foreign-credentials.js';
import { Lease } from '../src/lease/lease.js';
import { CachingTokenVerifier } from '../src/verifiers/caching-token-verifier.js';
import { FakeClock, settled } from './fake-clock.js';
import { aToken } from './guarded-app.js';
import { entryId, grantAt, last, ScriptedLine } from './scripted-line.js';

export const TOKEN = '0198c5a2-0000-7000-8000-000000000002';
export const OWNER = '0198c5a2-0000-7000-8000-000000000003';
export const WORKSPACE = '0198c5a2-0000-7000-8000-000000000001';

export const digestOf = (text: string): TokenDigest =>
  createHash('sha256').update(text).digest('hex') as TokenDigest;

export const validToken = (as_of: number, terms: Partial<TokenIdentity> = {}): TokenAnswer => ({
  ...valid(aToken(terms)),
  as_of,
  as_of_entry: entryId(as_of),
  depends_on: [terms.id ?? TOKEN, terms.owner?.id ?? OWNER, terms.workspace?.id ?? WORKSPACE],
});
export const invalidToken = (
  as_of: number,
  reason: 'deleted' | 'inactive' | 'expired' | 'unknown',
  digest = DIGEST,
): TokenAnswer => ({
  outcome: 'invalid',
  reason,
  as_of,
  as_of_entry: entryId(as_of),
  depends_on: reason === 'unknown' ? [digest] : [TOKEN, OWNER, WORKSPACE],
});

export const DIGEST = digestOf('the token');

/** The guard's half of the protocol, whole, between a clock and an auth that the test moves. */
export class ScriptedGuard {
  readonly clock = new FakeClock();
  readonly line = new ScriptedLine();
  readonly memory = new Memory(this.clock, 1_000_000);
  readonly lease: Lease;
  readonly tokens: CachingTokenVerifier;
  readonly foreign: ForeignCredentials;

  constructor() {
    const { clock, line, memory } = this;
    this.lease = new Lease({ line, clock, memory, random: () => 1 });
    this.tokens = new CachingTokenVerifier(line, this.lease, memory, clock);
    this.foreign = new ForeignCredentials(line, this.lease, memory, clock);
  }

  /** Registered at that place of the log, with a lease. */
  static async at(number: number): Promise<ScriptedGuard> {
    const guard = new ScriptedGuard();
    guard.lease.start();
    last(guard.line.registrations).answer(grantAt(number));
    await settled();
    return guard;
  }

  /** What the renewal brings that is on its way, or is sent now. */
  async renewal(answer: LeaseGrant | UnknownGuard): Promise<void> {
    const { renewals } = this.line;
    if (!renewals.at(-1)?.isOpen) this.line.hint(Infinity);
    await settled();
    last(renewals).answer(answer);
    await settled();
  }

  /** Asked for, and answered so. */
  async fill(answer: TokenAnswer, digest = DIGEST): Promise<TokenVerdict> {
    const verdict = this.tokens.verify(digest, this.clock.now());
    last(this.line.tokens).answer(answer);
    return verdict;
  }

  /** A request comes now. Whether it was answered from memory, and what. */
  ask(digest = DIGEST): TokenVerdict | Promise<TokenVerdict> {
    return this.tokens.verify(digest, this.clock.now());
  }

  /** Of a request that comes now: is it decided from memory? */
  isKnown(digest = DIGEST): boolean {
    const verdict = this.ask(digest);
    if (!(verdict instanceof Promise)) return true;
    verdict.catch(() => undefined);
    return false;
  }
}
