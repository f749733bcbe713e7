import { Refusal } from '@latchkey/contracts';
import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { type FastifyRequest } from 'fastify';

const MAX_LENGTH = 200;
/** Visible ASCII. A header that was sent twice arrives joined by a comma and a space: it is none. */
const SHAPE = /^[\x21-\x7e]{1,200}$/;

/** @throws Refusal */
export function idempotencyKeyOf(headers: FastifyRequest['headers']): string | undefined {
  const key = headers['idempotency-key'];
  if (key === undefined || (typeof key === 'string' && SHAPE.test(key))) return key;
  throw Refusal.invalid({ idempotency_key: [`must have 1 to ${MAX_LENGTH} visible ASCII characters`] });
}

/** `@IdempotencyKey() key: string | undefined`: the caller's own, which makes a retry the same command. */
export const IdempotencyKey = createParamDecorator(
  (_: unknown, context: ExecutionContext): string | undefined =>
    idempotencyKeyOf(context.switchToHttp().getRequest<FastifyRequest>().headers),
);

/** How the API reference describes it. */
export const Repeatable = (): MethodDecorator =>
  applyDecorators(
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      schema: { type: 'string', minLength: 1, maxLength: MAX_LENGTH, pattern: SHAPE.source },
      description:
        'A key of your choice, unique to this request. Sent again with the same key within a day, the request has ' +
        'no second effect and gets the first answer. The same key with another request: 422.',
    }),
  );
