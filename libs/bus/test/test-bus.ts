import { type INestMicroservice, Logger, type Type } from '@nestjs/common';
import { eventually, testRedisUrl } from '@latchkey/testing';
import { Test } from '@nestjs/testing';
import { Redis } from 'ioredis';
import { randomUUID } from 'node:crypto';
import {
  BusClient,
  type BusClientOptions,
  BusServer,
  type BusServerOptions,
  SealingKey,
} from '../src/index.js';
import {
  type MessageKind,
  readReply,
  readRequest,
  type ReplyEnvelope,
  type RequestEnvelope,
} from '../src/envelope.js';
import { type Gate } from './gate.js';
import { CONSUMER_GROUP, newReplyChannel, requestStream } from '../src/keys.js';
import { type PublicSealingKey, readOneTimeKey } from '../src/sealing.js';

/** One replica: its own Nest application with its own controller. */
export interface TestReplica<Controller> {
  readonly controller: Controller;
  close(): Promise<void>;
}

/** A service of a test's own on a real Redis: its replicas, its clients, and what anybody can see of it. */
export class TestBus {
  readonly service = `test-${randomUUID()}`;
  private readonly toClose: { close(): unknown }[] = [];

  private constructor(
    readonly redisUrl: string,
    readonly redis: Redis,
    readonly key: SealingKey,
    readonly publicKey: PublicSealingKey,
  ) {}

  static start(redisUrl = testRedisUrl()): TestBus {
    Logger.overrideLogger(false);
    const key = SealingKey.oneTime();
    const redis = new Redis(redisUrl, { retryStrategy: () => 20, maxRetriesPerRequest: 0 });
    redis.on('error', () => undefined);
    return new TestBus(redisUrl, redis, key, readOneTimeKey(key.publicKey()));
  }

  async replica<Controller extends object>(
    controller: Type<Controller>,
    options: Pick<BusServerOptions, 'concurrency' | 'reclaimAfterMs' | 'stockDoor'> = {},
  ): Promise<TestReplica<Controller>> {
    const { redisUrl, service, key } = this;
    const strategy = new BusServer({ redisUrl, service, sealingKey: key, ...options });
    const module = await Test.createTestingModule({ controllers: [controller] }).compile();
    const app: INestMicroservice = module.createNestMicroservice({ strategy, logger: false });
    await app.listen();
    const replica = { controller: app.get(controller), close: () => app.close() };
    const close = (): Promise<void> => {
      // Of a test that failed half-way.
      (replica.controller as { readonly gate?: Gate }).gate?.release();
      return replica.close();
    };
    this.toClose.push({ close });
    return replica;
  }

  /** How many listen to that channel of the service now. */
  async listenersTo(channel: 'hints' | 'notices'): Promise<number> {
    const answer = await this.redis.pubsub('NUMSUB', `latchkey:bus:{${this.service}}:${channel}`);
    return Number(answer[1]);
  }

  async client(options: Partial<BusClientOptions> = {}): Promise<BusClient> {
    const { redisUrl, service, publicKey } = this;
    const client = new BusClient({ redisUrl, service, sealingKey: publicKey, ...options });
    this.toClose.push(client);
    await client.connect();
    return client;
  }

  /** To listen on. */
  connection(): Redis {
    const redis = this.redis.duplicate();
    this.toClose.push({
      close: () => {
        redis.disconnect();
      },
    });
    return redis;
  }

  /** What waits or is worked on. */
  length(kind: MessageKind): Promise<number> {
    return this.redis.xlen(requestStream(this.service, kind));
  }

  /** Age of the oldest message that nobody has read, in milliseconds of Redis's clock; -1 when there is none. */
  async oldestWaiting(kind: MessageKind): Promise<number> {
    const stream = requestStream(this.service, kind);
    const [groups, [seconds, microseconds]] = await Promise.all([
      this.redis.xinfo('GROUPS', stream) as Promise<[unknown[]]>,
      this.redis.time(),
    ]);
    const [group] = groups;
    const lastRead = String(group[group.indexOf('last-delivered-id') + 1]);
    const [oldest] = await this.redis.xrange(stream, `(${lastRead}`, '+', 'COUNT', 1);
    if (!oldest) return -1;
    return Number(seconds) * 1_000 + Math.floor(Number(microseconds) / 1_000) - parseInt(oldest[0]);
  }

  /** What was read and not yet acknowledged. */
  async pending(kind: MessageKind): Promise<number> {
    const [count] = (await this.redis.xpending(requestStream(this.service, kind), CONSUMER_GROUP)) as [
      number,
    ];
    return count;
  }

  /** Takes the next message out of a service that nobody runs. */
  take(kind: MessageKind): Promise<RequestEnvelope> {
    const stream = requestStream(this.service, kind);
    return eventually(async () => {
      const [entry] = await this.redis.xrange(stream, '-', '+', 'COUNT', 1);
      if (!entry) return null;
      const [id, [, json]] = entry;
      await this.redis.xdel(stream, id);
      return readRequest(json);
    });
  }

  /** Puts something on a stream as another program would. */
  async put(kind: MessageKind, message: object | string): Promise<void> {
    const json = typeof message === 'string' ? message : JSON.stringify(message);
    await this.redis.xadd(requestStream(this.service, kind), '*', 'm', json);
  }

  /** Puts a message on a stream, and resolves to the reply to it. */
  async ask(kind: MessageKind, message: RequestEnvelope): Promise<ReplyEnvelope> {
    const listener = this.connection();
    await listener.subscribe(message.reply_to);
    const reply = new Promise<ReplyEnvelope>((resolve, reject) => {
      listener.on('message', (_channel: string, json: string) => {
        const envelope = readReply(json);
        if (envelope) resolve(envelope);
        else reject(new TypeError(`Not a reply: ${json}`));
      });
    });
    await this.put(kind, message);
    return reply.finally(() => {
      listener.disconnect();
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.toClose.map((each) => each.close()));
    this.redis.disconnect();
  }
}

/** A question that is in order; a test says what is different. */
export const questionOf = (pattern: string, changes: Partial<RequestEnvelope> = {}): RequestEnvelope => ({
  id: randomUUID(),
  kind: 'question',
  pattern,
  budget_ms: 5_000,
  reply_to: newReplyChannel(),
  body: '{}',
  ...changes,
});
