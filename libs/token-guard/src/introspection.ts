import { BusUnavailableError } from '@latchkey/bus';
import { type TokenVerdict, type Verdict } from '@latchkey/contracts';
import { type TokenDigest } from '@latchkey/token-format';
import { Injectable, Logger } from '@nestjs/common';
import { denied, type Denied, type Identity } from './decision.js';
import { ForeignCredentials } from './foreign/foreign-credentials.js';
import { type PresentedCredential } from './presented-credential.js';
import { UnknownTokenThrottle } from './throttle/unknown-token-throttle.js';
import { SessionVerifier, TokenVerifier } from './verifiers/verifier.js';

export type Credential = Extract<PresentedCredential, { kind: 'token' | 'session' | 'foreign' }>;
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
    private readonly foreign: ForeignCredentials,
  ) {}

  /** @param address Of the client that presents it. */
  of(credential: Credential, address: string): Introspected | Promise<Introspected> {
    try {
      const answer = this.answerTo(credential, address);
      return answer instanceof Promise ? answer.catch((error: unknown) => this.noAnswer(error)) : answer;
    } catch (error) {
      return this.noAnswer(error);
    }
  }

  private answerTo(credential: Credential, address: string): Introspected | Promise<Introspected> {
    switch (credential.kind) {
      case 'token':
        return this.ofToken(credential.digest, address);
      case 'session':
        return this.sessions.verify(credential.accessToken);
      case 'foreign':
        return this.ofForeign(credential.text, address);
    }
  }

  /** What nobody imported is like what cannot be a token: it is refused at once, and no guess. */
  private ofForeign(text: string, address: string): Introspected | Promise<Introspected> {
    const judge = (digest: TokenDigest | null): Introspected | Promise<Introspected> =>
      digest === null ? denied({ reason: 'invalid' }) : this.ofToken(digest, address);
    const digest = this.foreign.digestOf(text);
    return digest instanceof Promise ? digest.then(judge) : judge(digest);
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
