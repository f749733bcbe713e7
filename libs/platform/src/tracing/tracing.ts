import { context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';

export interface TracingOptions {
  readonly service: string;
  /** A collector's, as OTEL_EXPORTER_OTLP_ENDPOINT; undefined: nobody records anything. */
  readonly endpoint: string | undefined;
}

/** Lets a trace id, and a request's own, go with whatever a request waits for. Once a process. */
export function carryContexts(): void {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
}

/**
 * Records traces and sends them to a collector, where there is one.
 * @returns What sends the last of them.
 */
export async function startTracing({ service, endpoint }: TracingOptions): Promise<() => Promise<void>> {
  carryContexts();
  if (endpoint === undefined) return () => Promise.resolve();
  // A sixth of a second of processor time, which every start and every command would pay.
  const { recordTraces } = await import('./recording.js');
  return recordTraces(service, endpoint);
}
