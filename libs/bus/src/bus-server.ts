import { Logger } from '@nestjs/common';
import { type CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices';
import { type Redis } from 'ioredis';
import { firstValueFrom } from 'rxjs';
import { AnswerBatch } from './answer-batch.js';
import { BusContext } from './bus-context.js';
import { promptConnection, reportOutages, waitingConnection } from './connection.js';
import { type HandlerTerms } from './contract.js';
import {
  type MessageKind,
  type ReplyEnvelope,
  type RequestEnvelope,
  readRequest,
  senderOf,
} from './envelope.js';
import { DEFECT } from './errors.js';
import { withGroupScripts } from './group-scripts.js';
import {
  CONSUMER_GROUP,
  deadLetterStream,
  hintChannel,
  isReplyChannel,
  newConsumerName,
  noticeChannel,
  requestStream,
} from './keys.js';
import { RedisDoor } from './redis-door.js';
import { Rights } from './rights.js';
import { binding, type PublicSealingKey, readOneTimeKey, seal, type SealingKey } from './sealing.js';
import { openFields, sealFields } from './secret-fields.js';
import { type MessageOutcome, ServerMetrics } from './server-metrics.js';
import { BLOCK_MS, type StreamEntry, StreamReader } from './stream-reader.js';
import { Subscription } from './subscription.js';
import { beginSpan } from './tracing/spans.js';
import { withinTrace } from './tracing/trace-context.js';

export interface BusServerOptions {
  readonly redisUrl: string;
  /** The first word of the patterns it answers: `auth`. */
  readonly service: string;
  /** Opens what callers seal to this service. */
  readonly sealingKey: SealingKey;
  /** Most messages of each kind worked on at once: a command that waits keeps no question from its answer. */
  readonly concurrency?: Readonly<Record<MessageKind, number>>;
  /** Answers questions of Nest's stock `Transport.REDIS` clients too. Anybody on that Redis can read the replies. */
  readonly stockDoor?: boolean;
  /** Milliseconds after which a message that is not answered is another replica's: more than the longest work takes. */
  readonly reclaimAfterMs?: Readonly<Record<MessageKind, number>>;
}

const DEFAULT_CONCURRENCY = { question: 256, command: 64 } as const;
const DEFAULT_RECLAIM_AFTER_MS = { question: 5_000, command: 20_000 } as const;
const MOST_DELIVERIES = 5;
/**
 * A command that claims another time than this is taken for one that was captured, and sent again when nobody
 * remembers any more that it was carried out. Whoever stores replies keeps them for longer than twice as long.
 */
const COMMAND_LIFE_MS = 12 * 60 * 60 * 1_000;

/** What a handler gets of a message, and what its reply's secrets are sealed to. */
interface Opened {
  readonly body: unknown;
  readonly principal: string | null;
  readonly replyKey: PublicSealingKey | null;
}

/** What a caller is told of a message that this server cannot or will not hand to a handler. */
const refused = (code: string, message: string): { kind: 'invalid'; code: string; message: string } => ({
  kind: 'invalid',
  code,
  message,
});

const unreadable = (id: string): ReplyEnvelope => ({
  id,
  error: refused('bus.unreadable', 'The envelope lacks a field, or has a wrong one: see docs/asyncapi.json'),
});

/** A method marked with Nest's own `@MessagePattern` says neither its kind nor its secrets. */
const isComplete = (terms: Partial<HandlerTerms> | undefined): terms is HandlerTerms =>
  terms?.kind !== undefined && terms.secrets !== undefined;

/** What JSON cannot say (a BigInt, a circle) is a defect of its handler, and its caller hears so. */
function toJson(reply: ReplyEnvelope): string {
  try {
    return JSON.stringify(reply);
  } catch {
    return JSON.stringify({ id: reply.id, error: DEFECT });
  }
}

/**
 * Nest's transport for services that answer over Redis Streams. Replicas share one consumer group, so each
 * message is worked on by one of them; the answer goes to the asking process's own channel, in the same step as
 * the acknowledgement. A message whose replica died is another's after a while; one that nobody gets done is set
 * aside among the dead letters.
 */
export class BusServer extends Server implements CustomTransportStrategy {
  readonly metrics = new ServerMetrics(
    () => this.readers,
    () => this.replier.xlen(deadLetterStream(this.options.service)),
  );
  protected override readonly logger = new Logger(BusServer.name);
  private readonly rights = new Rights(this.logger);
  private readonly replier: Redis;
  private readonly readerConnections: Redis[] = [];
  private readonly readers: Readonly<Record<MessageKind, StreamReader>>;
  private readonly door: RedisDoor | null;
  private readonly consumer = newConsumerName();
  private notices: Subscription | null = null;
  private closing: Promise<void> | null = null;

  constructor(private readonly options: BusServerOptions) {
    super();
    this.replier = promptConnection(options.redisUrl, `${options.service}-replier`);
    reportOutages(this.replier, 'bus', this.logger);
    this.readers = { question: this.readerOf('question'), command: this.readerOf('command') };
    this.door = options.stockDoor ? this.newDoor(options) : null;
  }

  listen(callback: () => void): void {
    // Told to stop before it began.
    if (this.closing) return;
    for (const reader of Object.values(this.readers)) reader.start();
    this.door?.open();
    callback();
  }

  /** Reads no more, finishes and answers what it has read, then leaves. However often it is asked to. */
  close(): Promise<void> {
    return (this.closing ??= this.leave());
  }

  private async leave(): Promise<void> {
    const readers = Object.values(this.readers);
    await Promise.all([...readers.map((reader) => reader.stop()), this.door?.close()]);
    for (const connection of [...this.readerConnections, this.replier]) connection.disconnect();
    this.notices?.close();
  }

  get isConnected(): boolean {
    const readers = Object.values(this.readers);
    const isDeaf = this.door?.isListening === false || readers.some(({ mayRead }) => !mayRead);
    return !isDeaf && [...this.readerConnections, this.replier].every(({ status }) => status === 'ready');
  }

  /** Calls out to every client that listens just now (`BusClient.onAnnouncement`). Never waits, never fails. */
  announce(text: string): void {
    const { service } = this.options;
    this.replier.publish(hintChannel(service), text).catch((error: unknown) => {
      this.rights.areLacking(error, `announce to the clients of ${service}`);
    });
  }

  /** What its clients tell all replicas (`BusClient.notify`). Some of it is never heard: nothing may depend on it. For one listener. */
  onNotice(listener: (text: string) => void): void {
    const { redisUrl, service } = this.options;
    this.notices ??= new Subscription({
      redisUrl,
      name: `${service}-notices`,
      channels: [noticeChannel(service)],
      onMessage: (_channel, text) => {
        listener(text);
      },
      logger: this.logger,
    });
  }

  /** Connections are its own; their state shows in `isConnected`. */
  on(): never {
    throw new Error('The bus emits no events; see isConnected');
  }

  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- Nest's signature
  unwrap<T>(): T {
    return this.replier as T;
  }

  private readerOf(kind: MessageKind): StreamReader {
    const { redisUrl, service, concurrency = DEFAULT_CONCURRENCY } = this.options;
    const { reclaimAfterMs = DEFAULT_RECLAIM_AFTER_MS } = this.options;
    const reader = waitingConnection(redisUrl, `${service}-${kind}-reader`, BLOCK_MS);
    // The replier's outages are reported; an emitter without a listener would throw.
    reader.on('error', () => undefined);
    this.readerConnections.push(reader);
    const stream = requestStream(service, kind);
    const answers = new AnswerBatch(withGroupScripts(this.replier), stream, CONSUMER_GROUP);
    return new StreamReader({
      reader,
      prompt: this.replier,
      stream,
      group: CONSUMER_GROUP,
      consumer: this.consumer,
      concurrency: concurrency[kind],
      reclaimAfterMs: reclaimAfterMs[kind],
      deadLetters: { stream: deadLetterStream(service), afterDeliveries: MOST_DELIVERIES },
      isShared: false,
      work: (entry) => this.answer(entry, kind, answers),
      onTakenOver: () => {
        this.metrics.reclaimed[kind].add();
      },
      onSetAside: (id) => {
        this.metrics.setAside[kind].add();
        this.logger.error(`Set aside ${kind} ${id}: nobody got it done in ${MOST_DELIVERIES} deliveries`);
      },
      logger: this.logger,
    });
  }

  private newDoor({ redisUrl, service }: BusServerOptions): RedisDoor {
    const { replier: publisher, messageHandlers: handlers } = this;
    const ask = (question: RequestEnvelope): Promise<ReplyEnvelope> =>
      this.replyTo(question, 'question', Date.now());
    return new RedisDoor({ redisUrl, service, publisher, handlers, ask });
  }

  private async answer(entry: StreamEntry, kind: MessageKind, answers: AnswerBatch): Promise<void> {
    const began = performance.now();
    const outcome = await this.answerTo(entry, kind, answers);
    this.metrics.note(kind, outcome, performance.now() - began);
  }

  private async answerTo(
    entry: StreamEntry,
    kind: MessageKind,
    answers: AnswerBatch,
  ): Promise<MessageOutcome> {
    const request = readRequest(entry.json);
    const sender = request ?? senderOf(entry.json);
    try {
      if (!sender || !isReplyChannel(sender.reply_to)) {
        this.logger.warn(`Dropped ${entry.id}: not a message that can be answered`);
        await answers.send({ entryId: entry.id, reply: null });
        return 'dropped';
      }
      const reply = request ? await this.replyInTime(entry, request, kind) : unreadable(sender.id);
      await answers.send({
        entryId: entry.id,
        reply: reply && { channel: sender.reply_to, json: toJson(reply) },
      });
      if (!reply) return 'expired';
      return 'error' in reply ? 'refused' : 'answered';
    } catch (error) {
      // Redis went away meanwhile: the caller's own budget tells it that there is no answer.
      this.logger.warn(`No answer sent to ${request?.pattern ?? entry.id}: ${String(error)}`);
      return 'unsent';
    }
  }

  /** Resolves to null for what is not to be worked on: nobody waits for it. */
  private async replyInTime(
    entry: StreamEntry,
    request: RequestEnvelope,
    kind: MessageKind,
  ): Promise<ReplyEnvelope | null> {
    const { idempotency_key, budget_ms } = request;
    // Its caller has given up. A command with a key is carried out all the same: whoever asks again with that key
    // hears how it went.
    const isExpected = entry.ageMs <= budget_ms || (kind === 'command' && idempotency_key !== undefined);
    return isExpected ? this.replyTo(request, kind, entry.deliveredAt) : null;
  }

  private async replyTo(request: RequestEnvelope, kind: MessageKind, now: number): Promise<ReplyEnvelope> {
    const { id, pattern, sent_at = NaN } = request;
    // Not getHandlerByPattern: it tries every pattern as JSON first, and throws, for each message.
    const handler = this.messageHandlers.get(pattern);
    const terms = handler?.extras as Partial<HandlerTerms> | undefined;
    if (!handler || !isComplete(terms)) {
      return { id, error: refused('bus.unknown_pattern', `Nothing here answers ${pattern}`) };
    }
    if (terms.kind !== kind || request.kind !== kind) {
      return { id, error: refused('bus.wrong_kind', `${pattern} is a ${terms.kind}`) };
    }
    if (kind === 'command' && !(Math.abs(now - sent_at) <= COMMAND_LIFE_MS)) {
      const message = `${pattern} is a command: it must have been sent (sent_at) within the last 12 hours`;
      return { id, error: refused('bus.stale_command', message) };
    }
    if (terms.secrets.reply.length > 0 && !request.seal_reply_to) {
      return {
        id,
        error: refused('bus.no_reply_key', `${pattern} answers with secrets: send seal_reply_to`),
      };
    }
    let opened: Opened;
    try {
      opened = this.open(request, terms);
    } catch {
      return {
        id,
        error: refused('bus.unreadable', `The body, a key or a sealed part of ${pattern} cannot be read`),
      };
    }
    try {
      const context = new BusContext([request, opened.principal, terms]);
      const body = await this.runTraced(request, handler, opened.body, context);
      return { id, body: this.sealReply(request, terms, body, opened.replyKey) };
    } catch (error) {
      // What the exception filter made of it; a defect that no filter saw says nothing about the inside.
      return { id, error: error instanceof Error ? DEFECT : error };
    }
  }

  private open(request: RequestEnvelope, terms: HandlerTerms): Opened {
    const { sealingKey } = this.options;
    const sent = JSON.parse(request.body) as Record<string, unknown>;
    const body = openFields(sent, terms.secrets.request, (sealed, field) =>
      sealingKey.open(sealed, binding.requestField(request, field)),
    );
    const principal =
      request.principal && sealingKey.open(request.principal, binding.principal(request, request.body));
    const replyKey = request.seal_reply_to && readOneTimeKey(request.seal_reply_to);
    return { body, principal: principal ?? null, replyKey: replyKey || null };
  }

  private runTraced(
    { pattern, kind, traceparent }: RequestEnvelope,
    handler: MessageHandler,
    body: unknown,
    context: BusContext,
  ): Promise<unknown> {
    return withinTrace(traceparent, async () => {
      const span = beginSpan(pattern, { kind: 'answers', attributes: { 'latchkey.bus.kind': kind } });
      let isError = true;
      try {
        const answer = await span.run(() => this.run(handler, body, context));
        isError = false;
        return answer;
      } finally {
        span.end({ isError });
      }
    });
  }

  private run(handler: MessageHandler, body: unknown, context: BusContext): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.runWithProcessingHooks(context, async (end) => {
        try {
          const answer$ = this.transformToObservable(await handler(body, context));
          resolve(await firstValueFrom(answer$, { defaultValue: null }));
        } catch (error) {
          // Filters may throw plain objects: they are the answer.
          // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
          reject(error);
        } finally {
          end();
        }
      });
    });
  }

  private sealReply(
    request: RequestEnvelope,
    { secrets }: HandlerTerms,
    body: unknown,
    key: PublicSealingKey | null,
  ): unknown {
    if (secrets.reply.length === 0 || !key) return body ?? null;
    return sealFields(body as Record<string, unknown>, secrets.reply, (text, field) =>
      seal(text, key, binding.replyField(request, field)),
    );
  }
}
