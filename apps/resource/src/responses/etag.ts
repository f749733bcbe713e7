import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import { ApiHeader, ApiResponse } from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { hash } from 'node:crypto';
import { map, type Observable } from 'rxjs';

/** Strong (RFC 9110, 8.8.3): of the bytes that are answered, so that whatever a caller can see makes it another. */
export const etagOf = (answer: object): string =>
  `"${hash('sha256', JSON.stringify(answer), 'base64url').slice(0, 22)}"`;

/** A list as If-Match and If-None-Match have it. A tag of ours holds no comma. */
export const tagsIn = (header: string): string[] => header.split(',').map((tag) => tag.trim());

/** Weak comparison: what a proxy between has made weak is the same answer still. */
const isAmong = (tag: string, header: string): boolean =>
  tagsIn(header).some((given) => given === '*' || given.replace(/^W\//, '') === tag);

const WithTag: NestInterceptor = {
  intercept(context: ExecutionContext, next: CallHandler<object>): Observable<object | undefined> {
    const http = context.switchToHttp();
    const known = http.getRequest<FastifyRequest>().headers['if-none-match'];
    const reply = http.getResponse<FastifyReply>();
    return next.handle().pipe(
      map((answer) => {
        const tag = etagOf(answer);
        // Kept by the caller alone, and asked for each time whether it is still true: a token may be revoked at any moment.
        void reply.headers({
          etag: tag,
          'cache-control': 'private, no-cache',
          vary: 'Authorization, X-API-Key',
        });
        if (known === undefined || !isAmong(tag, known)) return answer;
        void reply.status(304);
        return undefined;
      }),
    );
  },
};

/** What is read has an `ETag`, and is not sent again to whoever has it (`If-None-Match`: 304). */
export const Tagged = (): MethodDecorator =>
  applyDecorators(
    UseInterceptors(WithTag),
    ApiHeader({
      name: 'If-None-Match',
      required: false,
      schema: { type: 'string', maxLength: 1_000 },
      description: 'The `ETag` of an answer that you have. 304 without a body while it is still true.',
    }),
    ApiResponse({ status: 304, description: 'What you have is still true.' }),
  );
