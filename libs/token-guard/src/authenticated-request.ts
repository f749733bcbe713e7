import { type WorkspaceRef } from '@latchkey/contracts';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { type Identity } from './decision.js';
import { type PathParams } from './routes/action-path.js';
import { type CacheState, type VerificationOutcome } from './watch/verification-metrics.js';

/** A request that the guard let through. */
export interface AuthenticatedRequest extends FastifyRequest<{ Params: PathParams }> {
  identity: Identity;
  /** Of an operator's session; null for a token. */
  accessToken: string | null;
  /** What the guard came to, for who measures it; undefined: it did not look. */
  watched?: { cache: CacheState; outcome: VerificationOutcome };
}

const requestIn = (context: ExecutionContext): AuthenticatedRequest =>
  context.switchToHttp().getRequest<AuthenticatedRequest>();

/** `@CurrentIdentity() identity: Identity`: who the request is made by. */
export const CurrentIdentity = createParamDecorator(
  (_: unknown, context: ExecutionContext): Identity => requestIn(context).identity,
);

/** `@CurrentWorkspace() workspace: WorkspaceRef`: whose data it is about. */
export const CurrentWorkspace = createParamDecorator(
  (_: unknown, context: ExecutionContext): WorkspaceRef => requestIn(context).identity.workspace,
);

/** `@AccessToken() principal: string`: an operator's, to be passed on to auth. Only behind `@OperatorOnly()`. */
export const AccessToken = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const { accessToken } = requestIn(context);
  if (accessToken === null) throw new Error('@AccessToken() stands on a route that is not @OperatorOnly()');
  return accessToken;
});
