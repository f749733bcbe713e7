import { type BusContext } from '@latchkey/bus';
import { type InvalidReason, type OperatorIdentity, Refusal } from '@latchkey/contracts';
import { isServiceCredential } from '@latchkey/token-format';
import { Injectable } from '@nestjs/common';
import { type RefusedBecause, RefusedCommands } from '../commands/refused-commands.js';
import { type Actor } from '../operators/actor.js';
import { actorOf } from '../service-accounts/service-account.js';
import { ServiceAccounts } from '../service-accounts/service-accounts.js';
import { AccessTokens } from './access-tokens.js';
import { type FoundSession, SessionService } from './session.service.js';

const BECAUSE: Partial<Record<InvalidReason, RefusedBecause>> = {
  ended: 'session_ended',
  expired: 'session_expired',
  owner_inactive: 'principal_disabled',
};

/**
 * Who sent a message: decided from the credential that came sealed with it, never from an id in its body, so
 * that no service can act for an operator who is not there (the confused deputy). Refused commands are audited.
 */
@Injectable()
export class Principals {
  constructor(
    private readonly accessTokens: AccessTokens,
    private readonly sessions: SessionService,
    private readonly services: ServiceAccounts,
    private readonly refused: RefusedCommands,
  ) {}

  /** An operator through a session, or a service that may send this pattern. */
  async actorBehind(context: BusContext): Promise<Actor> {
    const { principal } = context;
    if (principal && isServiceCredential(principal)) return this.serviceBehind(context, principal);
    const { identity, flaw } = await this.sessionBehind(context);
    if (flaw) throw await this.unauthenticated(context, BECAUSE[flaw] ?? 'principal_invalid', identity);
    return identity;
  }

  /** Whoever ends their session: it may have ended already, by this very command. */
  async closerBehind(context: BusContext): Promise<OperatorIdentity> {
    const { principal } = context;
    if (principal && isServiceCredential(principal)) {
      throw await this.forbidden(context, await this.serviceBehind(context, principal));
    }
    const { identity, flaw } = await this.sessionBehind(context);
    if (flaw && flaw !== 'ended') {
      throw await this.unauthenticated(context, BECAUSE[flaw] ?? 'principal_invalid', identity);
    }
    return identity;
  }

  private async serviceBehind(context: BusContext, credential: string): Promise<Actor> {
    const service = await this.services.behind(credential);
    if (!service) throw await this.unauthenticated(context, 'principal_invalid', null);
    const actor = actorOf(service);
    if (!service.isActive) throw await this.unauthenticated(context, 'principal_disabled', actor);
    if (!service.may.includes(context.pattern)) throw await this.forbidden(context, actor);
    return actor;
  }

  private async sessionBehind(context: BusContext): Promise<FoundSession> {
    const { principal } = context;
    if (!principal) throw await this.unauthenticated(context, 'principal_missing', null);
    const claims = await this.accessTokens.claimsOf(principal);
    const found = claims && (await this.sessions.find(claims.sessionId, claims.expiresAt));
    if (!found) throw await this.unauthenticated(context, 'principal_invalid', null);
    return found;
  }

  /** The same words for every reason (D12). */
  private async unauthenticated(
    context: BusContext,
    reason: RefusedBecause,
    sender: Actor | null,
  ): Promise<Refusal> {
    await this.refused.record(context, reason, sender);
    return new Refusal('unauthenticated', 'principal.invalid', 'Invalid API token');
  }

  private async forbidden(context: BusContext, service: Actor): Promise<Refusal> {
    await this.refused.record(context, 'not_allowed', service);
    return new Refusal('forbidden', 'principal.not_allowed', `This service may not send ${context.pattern}`);
  }
}
