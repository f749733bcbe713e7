import { type SessionVerdict, type TokenVerdict } from '@latchkey/contracts';
import { type TokenDigest } from '@latchkey/token-format';
import { type Instant } from '../lease/clock.js';

/**
 * Says what a token is now: at once where that is known, which costs a request no turn of the event loop. Rejects when
 * it cannot be known (promise P6): absence of a verdict is no verdict. `at` is now, read in this turn.
 */
export abstract class TokenVerifier {
  abstract verify(digest: TokenDigest, at: Instant): TokenVerdict | Promise<TokenVerdict>;
  /** Asks nobody. undefined: not known here and now. */
  abstract known(digest: TokenDigest, at: Instant): TokenVerdict | undefined;
}

/** The same for an operator's access token. */
export abstract class SessionVerifier {
  abstract verify(accessToken: string, at: Instant): SessionVerdict | Promise<SessionVerdict>;
}
