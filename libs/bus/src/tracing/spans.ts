import {
  type Attributes,
  context,
  isSpanContextValid,
  SpanKind,
  SpanStatusCode,
  type TimeInput,
  trace,
} from '@opentelemetry/api';

/** Where a trace goes: from one process to another, into a store, or on within a process. */
const KINDS = {
  asks: SpanKind.CLIENT,
  answers: SpanKind.SERVER,
  hears: SpanKind.CONSUMER,
  within: SpanKind.INTERNAL,
} as const;

export interface SpanTerms {
  readonly kind: keyof typeof KINDS;
  /** Of closed lists, or patterns of ours: nothing that a client sent, no secret and no error's text (promise P7). */
  readonly attributes?: Attributes;
  /** By default now. */
  readonly startTime?: TimeInput;
}

/** A span that is not over. */
export interface OpenSpan {
  /** Does the work inside it: what it asks and logs is a part of it. */
  run<Result>(work: () => Result): Result;
  end(outcome?: { readonly attributes?: Attributes; readonly isError?: boolean }): void;
}

/** Of what is not worth a trace. */
export const NO_SPAN: OpenSpan = { run: (work) => work(), end: () => undefined };

const tracer = trace.getTracer('latchkey');

/** Begins a span of the trace that this is a part of, or a trace of its own. Where nobody records any it does nothing. */
export function beginSpan(name: string, { kind, attributes, startTime }: SpanTerms): OpenSpan {
  const outer = context.active();
  const span = tracer.startSpan(name, { kind: KINDS[kind], attributes, startTime }, outer);
  const own = span.spanContext();
  // Without an SDK it is its parent's, or nobody's.
  if (!isSpanContextValid(own) || own.spanId === trace.getSpanContext(outer)?.spanId) return NO_SPAN;
  const inner = trace.setSpan(outer, span);
  return {
    run: (work) => context.with(inner, work),
    end: ({ attributes: found, isError = false } = {}) => {
      if (found) span.setAttributes(found);
      if (isError) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    },
  };
}

/** Whether a span that is begun here would be recorded: for paths on which even asking for none is too much. */
export const isRecorded = (): boolean => trace.getActiveSpan()?.isRecording() ?? false;
