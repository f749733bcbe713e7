/** What a replica of the service under test does, by the name of its handler. All take `Work`. */
export type HandlerName =
  /** Replies with `value`, after `ms`. */
  | 'echo'
  /** As `echo`, but an effect, which must happen once. */
  | 'effect'
  /** Replies with the words in `value`, joined by hyphens. */
  | 'join'
  /** Replies with nothing at all. */
  | 'silence'
  /** Throws the error that is `value`, for its caller to read. */
  | 'refuse'
  /** Throws what no caller must read. */
  | 'break'
  /** Kills its process. */
  | 'die';

/** What a replica of a group does when it is told of an event, by the event's name. */
export type EventName =
  /** Is done with it in a moment. */
  | 'noted'
  /** Fails the first time. */
  | 'stumbling'
  /** Fails each time. */
  | 'failing'
  /** Is at it for as long as its process lives. */
  | 'lingering';

export interface Work {
  /** Told back to the check, to know one piece of work from another. */
  readonly key?: number;
  readonly value?: unknown;
  readonly ms?: number;
}

export interface ReplicaOptions {
  /** Most pieces of work of a kind at once, or events, where the transport has such a bound. */
  readonly concurrency?: number;
  /** Whose events it is told of, and shares with the others of the group. It answers no calls then. */
  readonly group?: string;
}

/** A process of its own. */
export interface Replica {
  readonly isAlive: boolean;
  /** The keys of the work it has begun. */
  readonly begun: readonly number[];
  /** The keys of the events that it was told of, as often as it was. */
  readonly told: readonly number[];
  /** Most pieces of work that it did at once. */
  readonly busiest: number;
  kill(): Promise<void>;
  pause(): Promise<void>;
  resume(): void;
}

export interface CallOptions {
  /** Milliseconds after which nobody waits for the answer any more, where the transport knows such a thing. */
  readonly budgetMs?: number;
}

export interface Client {
  /** Rejects with what the handler threw, as it arrives, or with an `Unanswered`. */
  call(handler: HandlerName, work: Work, options?: CallOptions): Promise<unknown>;
  /** A pattern that no replica has a handler for. */
  callUnknown(options?: CallOptions): Promise<unknown>;
  close(): Promise<void>;
}

export interface ClientOptions {
  /** Most messages that may wait at the service, where the transport has such a bound. */
  readonly maxWaiting?: number;
}

/** The transport says by itself that no answer came. */
export class Unanswered extends Error {}

export interface RedisUnderTest {
  readonly url: string;
  stop(kind: 'crash'): Promise<void>;
  start(): Promise<void>;
  pause(): Promise<void>;
  resume(): void;
}

/** One service on one transport, for one check: its replicas and clients are closed by `close`. */
export interface ServiceUnderTest {
  readonly redis: RedisUnderTest;
  /** Resolves when they serve. */
  replicas(count: number, options?: ReplicaOptions): Promise<Replica[]>;
  client(options?: ClientOptions): Promise<Client>;
  /** Resolves when the transport has taken the event. One at a time. */
  emit(event: EventName, key: number): Promise<void>;
  /** How many messages were set aside for people to look at. */
  setAside(): Promise<number>;
  close(): Promise<void>;
}

export interface TransportUnderTest {
  readonly name: string;
  newService(redis: RedisUnderTest): ServiceUnderTest;
}
