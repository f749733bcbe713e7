import { randomUUID } from 'node:crypto';
import { type HandlerTerms, type ReplicaProcessOptions } from './replica-process-options.js';
import { ReplicaProcess } from './replica-process.js';
import {
  type Client,
  type ClientOptions,
  type EventName,
  type HandlerName,
  type RedisUnderTest,
  type Replica,
  type ReplicaOptions,
  type ServiceUnderTest,
} from './transport.js';

const EVENTS: readonly EventName[] = ['noted', 'stumbling', 'failing', 'lingering'];
const HANDLERS: readonly HandlerName[] = ['echo', 'effect', 'join', 'silence', 'refuse', 'break', 'die'];
/** Short, so that a check need not wait long for what a dead replica has left. */
const RECLAIM_AFTER_MS = 400;
const AMPLE_CONCURRENCY = 256;

/** Whoever tells of events: of its own kind for each transport. */
export interface Emitter {
  emit(event: EventName, key: number): Promise<void>;
  close(): Promise<void>;
}

/** What is the same for every transport: a name nobody else uses, processes, and who is to be closed. */
export abstract class Service implements ServiceUnderTest {
  protected readonly service = `test-${randomUUID()}`;
  protected readonly terms: Readonly<Record<HandlerName, HandlerTerms>>;
  protected readonly events: Readonly<Record<EventName, string>>;
  private readonly started: Replica[] = [];
  private readonly clients: Client[] = [];
  private emitter: Promise<Emitter> | null = null;

  constructor(
    private readonly transport: ReplicaProcessOptions['transport'],
    readonly redis: RedisUnderTest,
    private readonly stockOptions: Pick<ReplicaProcessOptions, 'retryAttempts'> = {},
  ) {
    this.terms = Object.fromEntries(HANDLERS.map((handler) => [handler, this.termsOf(handler)])) as Readonly<
      Record<HandlerName, HandlerTerms>
    >;
    this.events = Object.fromEntries(EVENTS.map((event) => [event, `${this.service}.${event}`])) as Readonly<
      Record<EventName, string>
    >;
  }

  async replicas(
    count: number,
    { concurrency = AMPLE_CONCURRENCY, group }: ReplicaOptions = {},
  ): Promise<Replica[]> {
    const options = {
      transport: this.transport,
      redisUrl: this.redis.url,
      service: this.service,
      terms: this.terms,
      events: this.events,
      concurrency,
      ...(group !== undefined && { group }),
      reclaimAfterMs: RECLAIM_AFTER_MS,
      ...this.stockOptions,
    };
    const replicas = await Promise.all(Array.from({ length: count }, () => ReplicaProcess.start(options)));
    this.started.push(...replicas);
    return replicas;
  }

  async client(options: ClientOptions = {}): Promise<Client> {
    const client = await this.newClient(options);
    this.clients.push(client);
    return client;
  }

  async emit(event: EventName, key: number): Promise<void> {
    this.emitter ??= this.newEmitter();
    await (await this.emitter).emit(event, key);
  }

  async close(): Promise<void> {
    await (await this.emitter)?.close();
    await Promise.all(this.clients.map((client) => client.close()));
    await Promise.all(this.started.map((replica) => replica.kill()));
  }

  abstract setAside(): Promise<number>;
  protected abstract newClient(options: ClientOptions): Promise<Client>;
  protected abstract newEmitter(): Promise<Emitter>;

  protected patternOf(name: string): string {
    return `${this.service}.${name}.v1`;
  }

  private termsOf(handler: HandlerName): HandlerTerms {
    const kind = handler === 'effect' || handler === 'die' ? 'command' : 'question';
    return { pattern: this.patternOf(handler), kind, secrets: { request: [], reply: [] } };
  }
}
