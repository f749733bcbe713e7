import {
  type Count,
  Counter,
  type Durations,
  type Family,
  Gauge,
  Histogram,
  type Measured,
} from '@latchkey/metrics';
import { MESSAGE_KINDS, type MessageKind } from './envelope.js';
import { BusAnswerError, BusUnavailableError } from './errors.js';

/** How a call ended: answered, answered with an error, or not at all, and why (`BusUnavailableError`). */
const OUTCOMES = ['answered', 'refused', 'disconnected', 'full', 'timeout', 'closed', 'failed'] as const;
type CallOutcome = (typeof OUTCOMES)[number];

/** A question ends within 0.7 s, a command that waits for guards within 15. */
const BOUNDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 15];

/** What a client counts of its calls. */
export class ClientMetrics implements Measured {
  readonly families: readonly Family[];
  private readonly ended: Readonly<Record<MessageKind, Readonly<Record<CallOutcome, Count>>>>;
  private readonly took: Readonly<Record<MessageKind, Durations>>;

  constructor(pending: () => number) {
    const calls = new Counter('latchkey_bus_calls_total', 'Calls over the bus, by how they ended.', {
      kind: MESSAGE_KINDS,
      outcome: OUTCOMES,
    });
    const seconds = new Histogram(
      'latchkey_bus_call_seconds',
      'From sending a call to its end.',
      { kind: MESSAGE_KINDS },
      BOUNDS,
    );
    this.ended = {
      question: calls.each('outcome', { kind: 'question' }),
      command: calls.each('outcome', { kind: 'command' }),
    };
    this.took = { question: seconds.of({ kind: 'question' }), command: seconds.of({ kind: 'command' }) };
    this.families = [
      calls,
      seconds,
      new Gauge('latchkey_bus_calls_pending', 'Calls that are waited for.', pending),
    ];
  }

  /** @param error undefined: answered. */
  note(kind: MessageKind, error: unknown, ms: number): void {
    this.ended[kind][outcomeOf(error)].add();
    this.took[kind].add(ms / 1_000);
  }
}

function outcomeOf(error: unknown): CallOutcome {
  if (error === undefined) return 'answered';
  if (error instanceof BusUnavailableError) return error.reason;
  return error instanceof BusAnswerError ? 'refused' : 'failed';
}
