import { eventually } from '@latchkey/testing';
import { randomUUID } from 'node:crypto';
import {
  BusAnswerError,
  BusClient,
  type BusContract,
  BusUnavailableError,
  DeadLetters,
  EventStream,
  type PublicSealingKey,
  SealingKey,
} from '../../src/index.js';
import { type EventEnvelope } from '../../src/events/contract.js';
import { readOneTimeKey } from '../../src/sealing.js';
import { type HandlerTerms } from './replica-process-options.js';
import { type Emitter, Service } from './service.js';
import {
  type CallOptions,
  type Client,
  type ClientOptions,
  type EventName,
  type HandlerName,
  type RedisUnderTest,
  type TransportUnderTest,
  Unanswered,
  type Work,
} from './transport.js';

const DEFAULT_BUDGET_MS = 10_000;

class OurClient implements Client {
  constructor(
    private readonly client: BusClient,
    private readonly terms: Readonly<Record<HandlerName, HandlerTerms>>,
    private readonly unknown: string,
  ) {}

  call(handler: HandlerName, work: Work, options: CallOptions = {}): Promise<unknown> {
    return this.send(this.terms[handler], work, options);
  }

  callUnknown(options: CallOptions = {}): Promise<unknown> {
    return this.send({ ...this.terms.echo, pattern: this.unknown }, {}, options);
  }

  close(): Promise<void> {
    this.client.close();
    return Promise.resolve();
  }

  private async send(terms: HandlerTerms, work: Work, { budgetMs = DEFAULT_BUDGET_MS }: CallOptions) {
    const contract: BusContract<Work, unknown> = { ...terms, budgetMs };
    try {
      const key = terms.kind === 'command' ? { idempotencyKey: randomUUID() } : {};
      return await this.client.call(contract, work, key);
    } catch (error) {
      if (error instanceof BusUnavailableError) throw new Unanswered(error.reason);
      throw error instanceof BusAnswerError ? error.detail : error;
    }
  }
}

/** As the relay of a service tells of what PostgreSQL has numbered. */
class OurEmitter implements Emitter {
  private last = 0;

  constructor(
    private readonly stream: EventStream,
    private readonly events: Readonly<Record<EventName, string>>,
  ) {}

  async emit(event: EventName, key: number): Promise<void> {
    const envelope: EventEnvelope<{ key: number }> = {
      id: randomUUID(),
      name: this.events[event],
      version: 1,
      at: new Date().toISOString(),
      workspace_id: randomUUID(),
      actor_id: null,
      data: { key },
    };
    const position = this.last + 1;
    const end = await this.stream.append(this.last, [{ position, json: JSON.stringify(envelope) }]);
    if (end !== position) throw new Error(`The stream ends at ${end}, not at ${position}`);
    this.last = position;
  }

  close(): Promise<void> {
    this.stream.close();
    return Promise.resolve();
  }
}

class OurService extends Service {
  constructor(redis: RedisUnderTest) {
    super('ours', redis);
  }

  async setAside(): Promise<number> {
    const letters = new DeadLetters(this.redis.url, this.service);
    try {
      return await letters.count();
    } finally {
      letters.close();
    }
  }

  protected async newClient(options: ClientOptions): Promise<Client> {
    const client = new BusClient({
      redisUrl: this.redis.url,
      service: this.service,
      sealingKey: anyKey(),
      ...options,
    });
    await client.connect();
    return new OurClient(client, this.terms, this.patternOf('unknown'));
  }

  protected async newEmitter(): Promise<Emitter> {
    const stream = new EventStream({ redisUrl: this.redis.url, service: this.service });
    await eventually(() => stream.isConnected);
    return new OurEmitter(stream, this.events);
  }
}

/** Nothing here is sealed. */
const anyKey = (): PublicSealingKey => readOneTimeKey(SealingKey.oneTime().publicKey());

export const ours: TransportUnderTest = {
  name: '@latchkey/bus',
  newService: (redis) => new OurService(redis),
};
