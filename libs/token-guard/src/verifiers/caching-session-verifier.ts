import { invalid, type OperatorIdentity, type SessionVerdict } from '@latchkey/contracts';
import { isUUID } from 'class-validator';
import { hash } from 'node:crypto';
import { type Finding, type Memory } from '../cache/memory.js';
import { Fills } from '../fills/fills.js';
import { type AuthLine } from '../lease/auth-line.js';
import { type Clock, type Instant } from '../lease/clock.js';
import { type Lease } from '../lease/lease.js';
import { type SigningKeys } from '../signing-keys.js';
import { SessionVerifier } from './verifier.js';

/** Nothing that can change says so: not worth remembering, and never outdated. */
const FOREIGN: Finding<never> = {
  verdict: invalid('unknown'),
  as_of: 0,
  as_of_entry: '',
  depends_on: [],
  livesMs: null,
};

/**
 * The signature tells which session is meant, once a fill; whether that is still open, and the access token not over,
 * auth says (by PostgreSQL's clock, as of tokens: D15), and the log of its changes. Kept by the access token's digest: the access token itself is nowhere.
 */
export class CachingSessionVerifier extends SessionVerifier {
  private readonly fills: Fills<OperatorIdentity>;

  constructor(
    private readonly line: AuthLine,
    private readonly keys: Pick<SigningKeys, 'claimsOf'>,
    private readonly lease: Lease,
    private readonly memory: Memory,
    clock: Clock,
  ) {
    super();
    this.fills = new Fills(lease, memory, clock);
  }

  verify(accessToken: string, at: Instant): SessionVerdict | Promise<SessionVerdict> {
    const digest = hash('sha256', accessToken, 'hex');
    if (this.lease.isHeld(at)) {
      // What is kept under the digest of an access token is about a session.
      const known = this.memory.find(digest, at) as SessionVerdict | undefined;
      if (known) return known;
    }
    return this.fills.verdictOn(digest, () => this.find(accessToken));
  }

  private async find(accessToken: string): Promise<Finding<OperatorIdentity>> {
    const claims = await this.keys.claimsOf(accessToken);
    if (!claims || !isUUID(claims.sid)) return FOREIGN;
    const answer = await this.line.verifySession(String(claims.sid), Math.floor(claims.exp ?? 0));
    if (answer.outcome === 'invalid' && answer.reason === 'unknown') return FOREIGN;
    const { as_of, as_of_entry, depends_on, expires_in_ms } = answer;
    // What is over stays over.
    const livesMs = expires_in_ms > 0 ? expires_in_ms : null;
    return { verdict: answer, as_of, as_of_entry, depends_on, livesMs };
  }
}
