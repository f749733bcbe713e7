import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';

/** W3C Trace Context, level 1: version, trace id, parent id, flags; a later version may say more after them. */
const TRACEPARENT =
  /^(?!ff)[0-9a-f]{2}-(?<traceId>(?!0{32})[0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-(?<flags>[0-9a-f]{2})(?:$|-)/;

interface Trace {
  readonly traceId: string;
  readonly flags: string;
}

const traces = new AsyncLocalStorage<Trace>();

/**
 * Does the work as a part of the caller's trace, if there is one: what it asks over the bus, what it logs and the
 * events of what it changes carry the same trace id. A process whose callers trace nothing pays nothing for it.
 */
export function withinTrace<Result>(traceparent: unknown, work: () => Result): Result {
  const trace = typeof traceparent === 'string' ? TRACEPARENT.exec(traceparent)?.groups : undefined;
  if (!trace) return work();
  return traces.run({ traceId: String(trace.traceId), flags: String(trace.flags) }, work);
}

export const currentTraceId = (): string | undefined => traces.getStore()?.traceId;

/** For what is sent on from here: the same trace, with a parent id of its own. */
export function nextTraceparent(): string | undefined {
  const trace = traces.getStore();
  return trace && `00-${trace.traceId}-${randomBytes(8).toString('hex')}-${trace.flags}`;
}
