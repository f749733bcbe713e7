import { type TokenAnswer, type TokenIdentity, type TokenVerdict } from '@latchkey/contracts';
import { type TokenDigest } from '@latchkey/token-format';
import { type Finding, type Memory } from '../cache/memory.js';
import { Fills } from '../fills/fills.js';
import { type AuthLine } from '../lease/auth-line.js';
import { type Clock, type Instant } from '../lease/clock.js';
import { type Lease } from '../lease/lease.js';
import { withDatedQuota } from '../limits/dated-quota.js';
import { TokenVerifier } from './verifier.js';

/** From memory while the lease is held, without a promise (P11); from auth otherwise. */
export class CachingTokenVerifier extends TokenVerifier {
  private readonly fills: Fills<TokenIdentity>;

  constructor(
    private readonly line: AuthLine,
    private readonly lease: Lease,
    private readonly memory: Memory,
    private readonly clock: Clock,
  ) {
    super();
    this.fills = new Fills(lease, memory, clock);
  }

  known(digest: TokenDigest, at: Instant): TokenVerdict | undefined {
    // What is kept under the digest of a token is about a token.
    return this.lease.isHeld(at) ? (this.memory.find(digest, at) as TokenVerdict | undefined) : undefined;
  }

  verify(digest: TokenDigest, at: Instant): TokenVerdict | Promise<TokenVerdict> {
    return this.known(digest, at) ?? this.fills.verdictOn(digest, () => this.find(digest));
  }

  private async find(digest: TokenDigest): Promise<Finding<TokenIdentity>> {
    const sentAt = this.clock.monotonic();
    return toFinding(withDatedQuota(await this.line.verifyToken(digest), sentAt));
  }
}

/** Not kept beyond its expiry or a superseded secret's end (D10), nor into the next month, which has a quota of its own. */
function toFinding(answer: TokenAnswer): Finding<TokenIdentity> {
  const { as_of, as_of_entry, depends_on } = answer;
  const identity = answer.outcome === 'valid' ? answer.identity : null;
  const ends = [identity?.expires_in_ms, identity?.superseded?.ends_in_ms, identity?.quota?.ends_in_ms];
  const lives = ends.filter((ms) => typeof ms === 'number');
  const livesMs = lives.length > 0 ? Math.min(...lives) : null;
  return { verdict: answer, as_of, as_of_entry, depends_on, livesMs };
}
