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

/** What a server can say of one stream at any time, and what it has to ask Redis for. */
export interface StreamState {
  /** Messages that this replica works on. */
  readonly inHand: number;
  /** Messages that wait or are worked on, by any replica. */
  depth(): Promise<number>;
  /** Milliseconds since the oldest of those was sent; 0: there is none. */
  oldestMs(): Promise<number>;
}

/**
 * What became of a message here: answered, answered with an error, nobody waited for it any more, not a message that can
 * be answered, or nobody knows whether its answer was sent.
 */
const OUTCOMES = ['answered', 'refused', 'expired', 'dropped', 'unsent'] as const;
export type MessageOutcome = (typeof OUTCOMES)[number];
const BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 15];

type OfKind<Value> = Readonly<Record<MessageKind, Value>>;

/** What a server counts of its messages. */
export class ServerMetrics implements Measured {
  readonly families: readonly Family[];
  readonly reclaimed: OfKind<Count>;
  readonly setAside: OfKind<Count>;
  private readonly ended: OfKind<Readonly<Record<MessageOutcome, Count>>>;
  private readonly took: OfKind<Durations>;

  constructor(streams: () => OfKind<StreamState>, deadLetters: () => Promise<number>) {
    const messages = new Counter(
      'latchkey_bus_messages_total',
      'Messages that this replica read, by what became of them.',
      { kind: MESSAGE_KINDS, outcome: OUTCOMES },
    );
    const seconds = new Histogram(
      'latchkey_bus_handling_seconds',
      'From reading a message to sending its answer.',
      { kind: MESSAGE_KINDS },
      BOUNDS,
    );
    const reclaimed = new Counter(
      'latchkey_bus_reclaimed_total',
      'Messages taken over from a replica that did not get them done.',
      { kind: MESSAGE_KINDS },
    );
    const setAside = new Counter('latchkey_bus_set_aside_total', 'Messages that became dead letters here.', {
      kind: MESSAGE_KINDS,
    });
    this.ended = ofKind((kind) => messages.each('outcome', { kind }));
    this.took = ofKind((kind) => seconds.of({ kind }));
    this.reclaimed = ofKind((kind) => reclaimed.of({ kind }));
    this.setAside = ofKind((kind) => setAside.of({ kind }));
    this.families = [messages, seconds, reclaimed, setAside, ...gauges(streams, deadLetters)];
  }

  note(kind: MessageKind, outcome: MessageOutcome, ms: number): void {
    this.ended[kind][outcome].add();
    this.took[kind].add(ms / 1_000);
  }
}

const ofKind = <Value>(make: (kind: MessageKind) => Value): OfKind<Value> => ({
  question: make('question'),
  command: make('command'),
});

/** The streams belong to all replicas: each says the same of their depth and lag. */
const gauges = (
  streams: () => OfKind<StreamState>,
  deadLetters: () => Promise<number>,
): readonly Family[] => {
  const ofEach = async (read: (state: StreamState) => number | Promise<number>): Promise<OfKind<number>> => {
    const { question, command } = streams();
    const [ofQuestions, ofCommands] = await Promise.all([read(question), read(command)]);
    return { question: ofQuestions, command: ofCommands };
  };
  return [
    new Gauge(
      'latchkey_bus_in_hand',
      'Messages that this replica works on.',
      () => ofEach((state) => state.inHand),
      'kind',
    ),
    new Gauge(
      'latchkey_bus_depth',
      'Messages that wait or are worked on, by any replica.',
      () => ofEach((state) => state.depth()),
      'kind',
    ),
    new Gauge(
      'latchkey_bus_lag_seconds',
      'Age of the oldest message that nobody has answered.',
      () => ofEach(async (state) => (await state.oldestMs()) / 1_000),
      'kind',
    ),
    new Gauge('latchkey_dead_letters', 'Messages that nobody got done, for people to look at.', deadLetters),
  ];
};
