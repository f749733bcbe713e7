import { context, trace } from '@opentelemetry/api';
import { randomBytes } from 'node:crypto';

/** W3C Trace Context, level 1: version, trace id, parent id, flags; a later version may say more after them. */
const TRACEPARENT =
  /^(?!ff)[0-9a-f]{2}-(?<traceId>(?!0{32})[0-9a-f]{32})-(?<spanId>(?!0{16})[0-9a-f]{16})-(?<flags>[0-9a-f]{2})(?:$|-)/;

/**
 * Does the work as a part of the caller's trace, if there is one: what it asks over the bus, what it logs and the
 * events of what it changes carry the same trace id. A process whose callers trace nothing pays nothing for it.
 *
 * The context is OpenTelemetry's, whoever brings it: without an SDK, or `carryContexts` of the platform, there is none.
 */
export function withinTrace<Result>(traceparent: unknown, work: () => Result): Result {
  const sent = typeof traceparent === 'string' ? TRACEPARENT.exec(traceparent)?.groups : undefined;
  if (!sent) return work();
  const { traceId = '', spanId = '', flags = '' } = sent;
  const parent = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
  return context.with(trace.setSpanContext(context.active(), parent), work);
}

export const currentTraceId = (): string | undefined => trace.getSpanContext(context.active())?.traceId;

/** For what is sent on from here: the same trace, with the id of the span that it is a part of, if there is one of ours. */
export function nextTraceparent(): string | undefined {
  const current = trace.getSpanContext(context.active());
  if (!current) return undefined;
  const { traceId, spanId, traceFlags, isRemote } = current;
  const parentId = isRemote ? randomBytes(8).toString('hex') : spanId;
  return `00-${traceId}-${parentId}-${traceFlags.toString(16).padStart(2, '0')}`;
}
