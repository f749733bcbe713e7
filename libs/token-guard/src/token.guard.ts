import { type TokenIdentity } from '@latchkey/contracts';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type FastifyReply } from 'fastify';
import { type Access } from './access.js';
import { AccessRules } from './access-rules.js';
import { type AuthenticatedRequest } from './authenticated-request.js';
import { Credentials } from './credentials.js';
import { decide, type Denial } from './decision.js';
import { asException, inHttp, rateHeaders } from './denials.js';
import { type LimitOutcome } from './limits/limit-outcome.js';
import { RequestLimits } from './limits/request-limits.js';
import { Introspection, type Introspected } from './introspection.js';
import { Clock, type Instant } from './lease/clock.js';
import { SupersededUses } from './usage/superseded-uses.js';
import { UsageMeter } from './usage/usage-meter.js';
import { type CacheState, type VerificationOutcome } from './watch/verification-metrics.js';

/**
 * Closed by default. Reads as the policy: presented? well-formed? known? and then what it may do here. What is known
 * already is decided without a promise: a turn of the event loop is what a guard costs (promise P11).
 */
@Injectable()
export class TokenGuard implements CanActivate {
  private readonly rules: AccessRules;

  constructor(
    reflector: Reflector,
    private readonly credentials: Credentials,
    private readonly introspection: Introspection,
    private readonly limits: RequestLimits,
    private readonly usage: UsageMeter,
    private readonly supersededUses: SupersededUses,
    private readonly clock: Clock,
  ) {
    this.rules = new AccessRules(reflector);
  }

  /**
   * @param at Both clocks, read once: as long as nothing is waited for, everything that has to know the time goes by this
   *   one moment. A clock costs a tenth of a microsecond, and was asked ten times a request.
   */
  canActivate(context: ExecutionContext, at: Instant = this.clock.now()): boolean | Promise<boolean> {
    // It knows the credentials of HTTP only: whatever comes another way stays outside.
    if (context.getType() !== 'http') return false;
    const access = this.rules.of(context);
    if (access.kind === 'public') return true;

    const request = context.getArgByIndex<AuthenticatedRequest>(0);
    const watched = { cache: 'none' as CacheState, outcome: 'granted' as VerificationOutcome };
    request.watched = watched;
    const credential = this.credentials.in(request);
    if (credential.kind === 'none') return refuse(context, { reason: 'missing' });
    if (credential.kind === 'exposed') return refuse(context, { reason: 'exposed' });
    if (credential.kind === 'malformed') return refuse(context, { reason: 'invalid' });
    request.accessToken = credential.kind === 'session' ? credential.accessToken : null;
    const found = this.introspection.of(credential, request, at);
    watched.cache = found instanceof Promise ? 'miss' : 'hit';
    return found instanceof Promise
      ? found.then((known) => this.admit(context, request, access, known))
      : this.admit(context, request, access, found, at);
  }

  /**
   * What the credential is, is known: may it do this, here and now?
   * @param at undefined: it was waited for.
   */
  private admit(
    context: ExecutionContext,
    request: AuthenticatedRequest,
    access: Access,
    found: Introspected,
    at?: Instant,
  ): boolean | Promise<boolean> {
    if (found.outcome === 'denied') return refuse(context, found);
    const decision = decide(found, access, request.params);
    if (decision.outcome === 'denied') return refuse(context, decision);
    const { identity } = decision;
    request.identity = identity;
    // Only what passes all the rest counts (D11), and sessions have no limits.
    if (identity.kind !== 'token') return true;
    const outcome = this.limits.take(identity, { countsQuota: access.kind !== 'any', at });
    return outcome instanceof Promise
      ? outcome.then((known) => this.letThrough(context, request, identity, known))
      : this.letThrough(context, request, identity, outcome, at);
  }

  private letThrough(
    context: ExecutionContext,
    request: AuthenticatedRequest,
    identity: TokenIdentity,
    outcome: LimitOutcome,
    at?: Instant,
  ): true {
    if (outcome.outcome === 'unavailable') return refuse(context, { reason: 'unavailable' });
    if (outcome.outcome !== 'admitted') return refuse(context, { ...outcome, reason: outcome.outcome });
    const response = context.getArgByIndex<FastifyReply>(1);
    const headers = rateHeaders(outcome.rate, at);
    if (headers) void response.headers(headers);
    if (identity.superseded) {
      void response.header('x-token-rotation', `superseded; until=${identity.superseded.until}`);
      this.supersededUses.tell(identity, request);
    }
    this.usage.count(identity, at?.mono);
    return true;
  }
}

function refuse(context: ExecutionContext, denial: Denial): never {
  const { status, message, headers } = inHttp(denial);
  const { watched } = context.getArgByIndex<AuthenticatedRequest>(0);
  if (watched) watched.outcome = denial.reason;
  void context.switchToHttp().getResponse<FastifyReply>().headers(headers);
  throw asException({ status, message, headers });
}
