import { type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type Observable, tap } from 'rxjs';
import { type Page } from '../responses/success.js';

/** undefined: the caller has it already (`@Tagged()`), and its links. */
type Answer = Page<unknown> | undefined;

/** `Link: <…>; rel="next"` (RFC 8288), relative: what stands in front of this service has a name that it does not know. */
export const NextLink: NestInterceptor = {
  intercept(context: ExecutionContext, next: CallHandler<Answer>): Observable<Answer> {
    const http = context.switchToHttp();
    const { url } = http.getRequest<FastifyRequest>();
    return next.handle().pipe(
      tap((answer) => {
        if (!answer) return;
        const { meta } = answer;
        const links = [`<${withCursor(url, null)}>; rel="first"`];
        if (meta.next_cursor !== null) links.unshift(`<${withCursor(url, meta.next_cursor)}>; rel="next"`);
        void http.getResponse<FastifyReply>().header('link', links.join(', '));
      }),
    );
  },
};

/** The same list, from there on. */
function withCursor(url: string, cursor: string | null): string {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  if (cursor === null) searchParams.delete('cursor');
  else searchParams.set('cursor', cursor);
  return searchParams.size > 0 ? `${pathname}?${searchParams.toString()}` : pathname;
}
