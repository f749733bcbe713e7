import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { setTimeout as delay } from 'node:timers/promises';

/** A collector that is away must not keep a process from ending. */
const FAREWELL_MS = 2_000;

/**
 * Sends traces by OTLP over HTTP. How many are recorded and how they are sent is said by OpenTelemetry's own variables:
 * OTEL_TRACES_SAMPLER, OTEL_EXPORTER_OTLP_HEADERS, OTEL_BSP_…. A collector that is away costs nothing but its traces.
 * @returns What sends the last of them.
 */
export function recordTraces(service: string, endpoint: string): () => Promise<void> {
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` });
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': `latchkey-${service}` }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  provider.register({ contextManager: null, propagator: null });
  return () =>
    Promise.race([provider.shutdown().catch(() => undefined), delay(FAREWELL_MS, undefined, { ref: false })]);
}
