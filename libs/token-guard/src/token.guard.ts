import { BusUnavailableError } from '@latchkey/bus';
import { type Verdict } from '@latchkey/contracts';
import { ProfileSet } from '@latchkey/token-format';
import { type CanActivate, type ExecutionContext, Injectable, Logger } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type FastifyReply } from 'fastify';
import { type Access, AccessRule } from './access.js';
import { type AuthenticatedRequest } from './authenticated-request.js';
import { decide, type Decision, denied, type Identity } from './decision.js';
import { asException, inHttp } from './denials.js';
import { presentedCredential, type PresentedCredential } from './presented-credential.js';
import { type PathParams } from './routes/action-path.js';
import { SessionVerifier, TokenVerifier } from './verifier.js';

/** Closed by default. Reads as the policy: presented? well-formed? known? and then what it may do here. */
@Injectable()
export class TokenGuard implements CanActivate {
  private readonly logger = new Logger(TokenGuard.name);

  constructor(
    private readonly reflector: Reflector,
    private readonly profiles: ProfileSet,
    private readonly tokens: TokenVerifier,
    private readonly sessions: SessionVerifier,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    // It knows the credentials of HTTP only: whatever comes another way stays outside.
    if (context.getType() !== 'http') return false;
    const access = this.accessTo(context);
    if (access.kind === 'public') return true;

    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const credential = presentedCredential(request.raw, this.profiles);
    const decision = await this.decisionOn(credential, access, request.params);
    if (decision.outcome === 'denied') {
      const denial = inHttp(decision);
      void context.switchToHttp().getResponse<FastifyReply>().headers(denial.headers);
      throw asException(denial);
    }
    request.identity = decision.identity;
    request.accessToken = credential.kind === 'session' ? credential.accessToken : null;
    return true;
  }

  private accessTo(context: ExecutionContext): Access {
    const declared = this.reflector.getAllAndOverride(AccessRule, [
      context.getHandler(),
      context.getClass(),
    ]) as Access | undefined;
    return declared ?? { kind: 'unlisted', path: null };
  }

  private async decisionOn(
    credential: PresentedCredential,
    access: Access,
    params: PathParams,
  ): Promise<Decision> {
    if (credential.kind === 'none') return denied({ reason: 'missing' });
    if (credential.kind === 'malformed') return denied({ reason: 'invalid' });
    const verdict = await this.verdictOn(credential);
    return verdict ? decide(verdict, access, params) : denied({ reason: 'unavailable' });
  }

  /** null: nobody could tell, whatever the reason. That is neither a yes nor a no (promise P6). */
  private async verdictOn(
    credential: Extract<PresentedCredential, { kind: 'token' | 'session' }>,
  ): Promise<Verdict<Identity> | null> {
    try {
      return credential.kind === 'token'
        ? await this.tokens.verify(credential.digest)
        : await this.sessions.verify(credential.accessToken);
    } catch (error) {
      if (!(error instanceof BusUnavailableError)) this.logger.error(error);
      return null;
    }
  }
}
