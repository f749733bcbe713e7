import { canonicalJson, inSharedTransaction } from '@latchkey/platform';
import { type Identity } from '@latchkey/token-guard';
import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { DataSource } from 'typeorm';
import { claim, firstAnswer, keep, type KeyedRequest } from './first-answers.js';
import { idempotencyKeyOf, Repeatable } from './idempotency-key.js';

type Answered = FastifyRequest<{ Params: Record<string, string> }> & { readonly identity: Identity };

/**
 * With an idempotency key, the handler works in the transaction in which its answer is kept: it has its effect once,
 * however often and however simultaneously the request is sent, and whatever crashes (P5). A refusal keeps nothing: the
 * key is free again.
 */
@Injectable()
class OnceForEachKey implements NestInterceptor {
  constructor(private readonly database: DataSource) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Answered>();
    const key = idempotencyKeyOf(request.headers);
    if (key === undefined) return next.handle();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return from(this.answer(keyed(context, request, key), reply, next));
  }

  private answer(request: KeyedRequest, reply: FastifyReply, next: CallHandler): Promise<unknown> {
    return inSharedTransaction(this.database, request.workspaceId, async (rows) => {
      if (await claim(rows, request)) {
        const answer: unknown = await lastValueFrom(next.handle());
        await keep(rows, request, { status: reply.statusCode, body: JSON.stringify(answer) });
        return answer;
      }
      const { status, body } = await firstAnswer(rows, request);
      void reply.status(status);
      return JSON.parse(body) as unknown;
    });
  }
}

function keyed(
  context: ExecutionContext,
  { identity, params, query, body }: Answered,
  key: string,
): KeyedRequest {
  // With the workspace in the path or without, it is the same request.
  const ids = { ...params, workspace: undefined };
  const asked = `${context.getClass().name}.${context.getHandler().name}`;
  return {
    workspaceId: identity.workspace.id,
    principalId: identity.kind === 'token' ? identity.id : identity.operator.id,
    key,
    content: canonicalJson({ asked, ids, query, body }),
  };
}

/** For a handler that makes something, and does so in the workspace's own database. */
export const OnceForAKey = (): MethodDecorator =>
  applyDecorators(UseInterceptors(OnceForEachKey), Repeatable());
