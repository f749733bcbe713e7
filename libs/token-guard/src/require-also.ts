import { type Ability } from '@latchkey/contracts';
import { type FastifyReply } from 'fastify';
import { type Identity } from './decision.js';
import { asException, inHttp } from './denials.js';

/**
 * For a handler that, by what it is asked, needs one more ability than it declares.
 * @throws HttpException As the guard refuses.
 */
export function requireAlso(identity: Identity, ability: Ability, reply: FastifyReply): void {
  if (identity.kind !== 'token' || (identity.abilities?.includes(ability) ?? true)) return;
  const denial = inHttp({ reason: 'ability', ability });
  void reply.headers(denial.headers);
  throw asException(denial);
}
