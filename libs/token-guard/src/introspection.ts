import { BusUnavailableError } from '@latchkey/bus';
import { type TokenVerdict, type Verdict } from '@latchkey/contracts';
import { type TokenDigest } from '@latchkey/token-format';
import { Injectable, Logger } from '@nestjs/common';
import { denied, type Denied, type Identity } from './decision.js';
import { type PresentedCredential } from './presented-credential.js';
import { UnknownTokenThrottle } from './throttle/unknown-token-throttle.js';
import { SessionVerifier, TokenVerifier } from './verifiers/verifier.js';

export type Credential = Extract<PresentedCredential, { kind: 'token' | 'session' }>;
/** What a credential is, or why nobody says. */
export type Introspected = Verdict<Identity> | Denied;

/** What a well-formed credential is: at once and without a promise where that is known (promise P11). */
@Injectable()
export class Introspection {
  private readonly logger = new Logger(Introspection.name);

  constructor(
    private readonly tokens: TokenVerifier,
    private readonly sessions: SessionVerifier,
    private readonly throttle: UnknownTokenThrottle,
  ) {}

  /** @param address Of the client that presents it. */
  of(credential: Credential, address: string): Introspected | Promise<Introspected> {
    try {
      const answer =
        credential.kind === 'token'
          ? this.ofToken(credential.digest, address)
          : this.sessions.verify(credential.accessToken);
      return answer instanceof Promise ? answer.catch((error: unknown) => this.noAnswer(error)) : answer;
    } catch (error) {
      return this.noAnswer(error);
    }
  }

  private ofToken(digest: TokenDigest, address: string): Introspected | Promise<Introspected> {
    const seconds = this.throttle.secondsFor(address);
    if (seconds > 0) {
      // Whoever guesses costs auth nothing any more; a token that is known here is not a guess.
      const known = this.tokens.known(digest);
      return known && !isUnknown(known) ? known : throttled(seconds);
    }
    const verdict = this.tokens.verify(digest);
    if (verdict instanceof Promise) return verdict.then((found) => this.countUnknown(found, address));
    return this.countUnknown(verdict, address);
  }

  private countUnknown(verdict: TokenVerdict, address: string): Introspected | Promise<Introspected> {
    if (!isUnknown(verdict)) return verdict;
    return this.throttle.count(address).then((seconds) => (seconds > 0 ? throttled(seconds) : verdict));
  }

  /** Whatever the reason, that is neither a yes nor a no (promise P6). */
  private noAnswer(error: unknown): Introspected {
    if (!(error instanceof BusUnavailableError)) this.logger.error(error);
    return denied({ reason: 'unavailable' });
  }
}

const isUnknown = (verdict: TokenVerdict): boolean =>
  verdict.outcome === 'invalid' && verdict.reason === 'unknown';

const throttled = (retryAfter: number): Introspected => denied({ reason: 'throttled', retryAfter });
