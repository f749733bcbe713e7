import { Refusal } from '@latchkey/contracts';
import { SENT_IN_THE_CLEAR } from '@latchkey/token-guard';
import { type FastifyInstance, type FastifyRequest } from 'fastify';

/**
 * Passwords and refresh tokens come in bodies, on routes that the guard leaves open. What was sent over plain HTTP is
 * refused before it is read (K8): the operator is to take another password.
 */
export function refusePlainLogins(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request: FastifyRequest, _reply, done: (error?: Error) => void) => {
    const isPlain = request.protocol !== 'https' && request.url.startsWith('/api/auth/');
    done(isPlain ? sentInTheClear() : undefined);
  });
}

const sentInTheClear = (): Refusal =>
  new Refusal('forbidden', 'session.sent_in_the_clear', SENT_IN_THE_CLEAR);
