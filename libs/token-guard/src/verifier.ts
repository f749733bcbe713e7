import { type SessionVerdict, type TokenVerdict } from '@latchkey/contracts';
import { type TokenDigest } from '@latchkey/token-format';

/**
 * Says what a token is now. Rejects when that cannot be known (promise P6): absence of a verdict is no verdict.
 * A caching verifier wraps this one with the same interface; the guard does not know which it asks.
 */
export abstract class TokenVerifier {
  abstract verify(digest: TokenDigest): Promise<TokenVerdict>;
}

/** The same for an operator's access token. */
export abstract class SessionVerifier {
  abstract verify(accessToken: string): Promise<SessionVerdict>;
}
