import { BusUnavailableError } from '@latchkey/bus';
import { type TokenVerdict, type Verdict } from '@latchkey/contracts';
import { type TokenDigest } from '@latchkey/token-format';
import { Injectable, Logger } from '@nestjs/common';
import { denied, type Denied, type Identity } from './decision.js';
import { ForeignCredentials } from './foreign/foreign-credentials.js';
import { Clock, type Instant } from './lease/clock.js';
import { type PresentedCredential } from './presented-credential.js';
import { type Client, UnknownTokenThrottle } from './throttle/unknown-token-throttle.js';
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
    private readonly clock: Clock,
  ) {}

  /**
   * @param client That presents it. Its address is read only where it may be needed: behind proxies that takes longer than
   *   all the rest. It is read before anything is waited for, since who has gone meanwhile has none any more, and would guess
   *   uncounted.
   * @param at Now, as read since the request came.
   */
  of(credential: Credential, client: Client, at: Instant): Introspected | Promise<Introspected> {
    try {
      const answer = this.answerTo(credential, client, at);
      return answer instanceof Promise ? answer.catch((error: unknown) => this.noAnswer(error)) : answer;
    } catch (error) {
      return this.noAnswer(error);
    }
  }

  private answerTo(
    credential: Credential,
    client: Client,
    at: Instant,
  ): Introspected | Promise<Introspected> {
    switch (credential.kind) {
      case 'token':
        return this.ofToken(credential.digest, client, at);
      case 'session':
        return this.sessions.verify(credential.accessToken, at);
      case 'foreign':
        return this.ofForeign(credential.text, client, at);
    }
  }

  /** What nobody imported is like what cannot be a token: it is refused at once, and no guess. */
  private ofForeign(text: string, client: Client, at: Instant): Introspected | Promise<Introspected> {
    const judge = (digest: TokenDigest | null, from: Client, when: Instant) =>
      digest === null ? denied({ reason: 'invalid' }) : this.ofToken(digest, from, when);
    const digest = this.foreign.digestOf(text);
    if (!(digest instanceof Promise)) return judge(digest, client, at);
    const { ip } = client;
    return digest.then((known) => judge(known, { ip }, this.clock.now()));
  }

  private ofToken(digest: TokenDigest, client: Client, at: Instant): Introspected | Promise<Introspected> {
    const seconds = this.throttle.secondsFor(client);
    if (seconds > 0) {
      // Whoever guesses costs auth nothing any more; a token that is known here is not a guess.
      const known = this.tokens.known(digest, at);
      return known && !isUnknown(known) ? known : throttled(seconds);
    }
    const verdict = this.tokens.verify(digest, at);
    if (!(verdict instanceof Promise)) return this.countUnknown(verdict, client);
    const { ip } = client;
    return verdict.then((found) => this.countUnknown(found, { ip }));
  }

  private countUnknown(verdict: TokenVerdict, client: Client): Introspected | Promise<Introspected> {
    if (!isUnknown(verdict)) return verdict;
    return this.throttle.count(client).then((seconds) => (seconds > 0 ? throttled(seconds) : verdict));
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
