import { beginSpan, NO_SPAN, type OpenSpan, withinTrace } from '@latchkey/bus';
import { context, createContextKey } from '@opentelemetry/api';
import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';

const REQUEST_ID = createContextKey('latchkey: id of the request');
const TRACED = Symbol('the trace that the request is a part of');

interface Traced {
  readonly span: OpenSpan;
  /** Does something else as a part of the request. */
  readonly within: (work: () => void) => void;
}
type TracedRequest = FastifyRequest & { [TRACED]?: Traced };

/** What asks again and again tells nobody anything. */
const isProbe = (route: string): boolean => route.startsWith('/health/') || route === '/metrics';

/** The id of the request that this is done for, if it is done for one. */
export const currentRequestId = (): string | undefined =>
  context.active().getValue(REQUEST_ID) as string | undefined;

/** Makes every request a part of its caller's trace, or a trace of its own, where traces are recorded. */
export function traceRequests(fastify: FastifyInstance): void {
  // After the body is read: what its parser calls back from is outside the trace.
  fastify.addHook('preValidation', (request: TracedRequest, _reply: FastifyReply, done: () => void) => {
    withinTrace(request.headers.traceparent, () => {
      const identified = context.active().setValue(REQUEST_ID, request.id);
      context.with(identified, () => {
        const span = spanOf(request);
        span.run(() => {
          const own = context.active();
          request[TRACED] = {
            span,
            within: (work) => {
              context.with(own, work);
            },
          };
          done();
        });
      });
    });
  });
}

/** For the last word on a request: what it does is still a part of it. A request that was never read has an id, and no trace. */
export function withinRequest(request: TracedRequest, work: () => void): void {
  const traced = request[TRACED];
  if (traced) traced.within(work);
  else context.with(context.active().setValue(REQUEST_ID, request.id), work);
}

export function endTrace(request: TracedRequest, reply: FastifyReply): void {
  request[TRACED]?.span.end({
    attributes: { 'http.response.status_code': reply.statusCode },
    isError: reply.statusCode >= 500,
  });
}

function spanOf({ method, routeOptions }: FastifyRequest): OpenSpan {
  const route = routeOptions.url ?? 'none';
  if (isProbe(route)) return NO_SPAN;
  const attributes = { 'http.request.method': method, 'http.route': route };
  return beginSpan(`${method} ${route}`, { kind: 'answers', attributes });
}
