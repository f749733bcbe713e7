import { Logger } from '@nestjs/common';
import { type CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices';
import { type Redis } from 'ioredis';
import { randomUUID } from 'node:crypto';
import { firstValueFrom } from 'rxjs';
import { BusContext } from './bus-context.js';
import { promptConnection, reportOutages, waitingConnection } from './connection.js';
import { type HandlerTerms } from './contract.js';
import { type MessageKind, type ReplyEnvelope, type RequestEnvelope, readRequest } from './envelope.js';
import { DEFECT } from './errors.js';
import { CONSUMER_GROUP, isReplyChannel, requestStream } from './keys.js';
import { RedisDoor } from './redis-door.js';
import { BLOCK_MS, RequestReader, type StreamEntry } from './request-reader.js';
import { binding, type PublicSealingKey, readOneTimeKey, seal, type SealingKey } from './sealing.js';
import { openFields, sealFields } from './secret-fields.js';

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
}

const DEFAULT_CONCURRENCY = { question: 256, command: 64 } as const;

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
 * message is worked on by one of them; the answer goes to the asking process's own channel, in the same
 * pipeline as the acknowledgement.
 *
 * A message whose replica died stays in the group's pending list.
 */
export class BusServer extends Server implements CustomTransportStrategy {
  protected override readonly logger = new Logger(BusServer.name);
  private readonly replier: Redis;
  private readonly readerConnections: Redis[];
  private readonly readers: RequestReader[];
  private readonly consumer = randomUUID();
  private readonly door: RedisDoor | null;

  constructor(private readonly options: BusServerOptions) {
    super();
    const { redisUrl, service, concurrency = DEFAULT_CONCURRENCY } = options;
    this.replier = promptConnection(redisUrl, `${service}-replier`);
    reportOutages(this.replier, 'bus', this.logger);
    const kinds: MessageKind[] = ['question', 'command'];
    this.readerConnections = kinds.map((kind) => {
      const connection = waitingConnection(redisUrl, `${service}-${kind}-reader`, BLOCK_MS);
      // The replier's outages are reported; an emitter without a listener would throw.
      connection.on('error', () => undefined);
      return connection;
    });
    this.readers = kinds.map(
      (kind, index) =>
        new RequestReader({
          connection: this.readerConnections[index] as Redis,
          stream: requestStream(service, kind),
          consumer: this.consumer,
          concurrency: concurrency[kind],
          work: (entry) => this.answer(entry, kind),
        }),
    );
    const { replier: publisher, messageHandlers: handlers } = this;
    const ask = (question: RequestEnvelope): Promise<ReplyEnvelope> => this.replyTo(question, 'question');
    this.door = options.stockDoor ? new RedisDoor({ redisUrl, service, publisher, handlers, ask }) : null;
  }

  listen(callback: () => void): void {
    for (const reader of this.readers) reader.start();
    this.door?.open();
    callback();
  }

  /** Reads no more, finishes and answers what it has read, then leaves. */
  async close(): Promise<void> {
    await Promise.all([...this.readers.map((reader) => reader.stop()), this.door?.close()]);
    for (const connection of [...this.readerConnections, this.replier]) connection.disconnect();
  }

  get isConnected(): boolean {
    const isDeaf = this.door?.isListening === false;
    return !isDeaf && [...this.readerConnections, this.replier].every(({ status }) => status === 'ready');
  }

  /** Connections are its own; their state shows in `isConnected`. */
  on(): never {
    throw new Error('The bus emits no events; see isConnected');
  }

  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- Nest's signature
  unwrap<T>(): T {
    return this.replier as T;
  }

  private async answer(entry: StreamEntry, kind: MessageKind): Promise<void> {
    const request = readRequest(entry.json);
    try {
      if (!request || !isReplyChannel(request.reply_to)) {
        this.logger.warn(`Dropped ${entry.id}: not a message that can be answered`);
        await this.acknowledge(entry, kind);
      } else if (entry.ageMs > request.budget_ms) {
        // Its caller has given up: the work would be for nobody, and a command may have been sent again.
        await this.acknowledge(entry, kind);
      } else {
        const reply = await this.replyTo(request, kind);
        await Promise.all([
          this.acknowledge(entry, kind),
          this.replier.publish(request.reply_to, toJson(reply)),
        ]);
      }
    } catch (error) {
      // Redis went away meanwhile: the caller's own budget tells it that there is no answer.
      this.logger.warn(`No answer sent to ${request?.pattern ?? entry.id}: ${String(error)}`);
    }
  }

  private async acknowledge(entry: StreamEntry, kind: MessageKind): Promise<void> {
    const stream = requestStream(this.options.service, kind);
    // Deleted as well, so that the stream's length is what waits or is worked on: the client's back-pressure.
    await Promise.all([
      this.replier.xack(stream, CONSUMER_GROUP, entry.id),
      this.replier.xdel(stream, entry.id),
    ]);
  }

  private async replyTo(request: RequestEnvelope, kind: MessageKind): Promise<ReplyEnvelope> {
    const { id, pattern } = request;
    // Not getHandlerByPattern: it tries every pattern as JSON first, and throws, for each message.
    const handler = this.messageHandlers.get(pattern);
    const terms = handler?.extras as Partial<HandlerTerms> | undefined;
    if (!handler || !isComplete(terms)) {
      return { id, error: refused('bus.unknown_pattern', `Nothing here answers ${pattern}`) };
    }
    if (terms.kind !== kind || request.kind !== kind) {
      return { id, error: refused('bus.wrong_kind', `${pattern} is a ${terms.kind}`) };
    }
    if (terms.secrets.reply.length > 0 && !request.seal_reply_to) {
      return {
        id,
        error: refused('bus.no_reply_key', `${pattern} answers with secrets: send seal_reply_to`),
      };
    }
    let opened: Opened;
    try {
      opened = await this.open(request, terms);
    } catch {
      return {
        id,
        error: refused('bus.unreadable', `The body, a key or a sealed part of ${pattern} cannot be read`),
      };
    }
    try {
      const context = new BusContext([request, opened.principal, terms]);
      const body = await this.run(handler, opened.body, context);
      return { id, body: await this.sealReply(request, terms, body, opened.replyKey) };
    } catch (error) {
      // What the exception filter made of it; a defect that no filter saw says nothing about the inside.
      return { id, error: error instanceof Error ? DEFECT : error };
    }
  }

  private async open(request: RequestEnvelope, terms: HandlerTerms): Promise<Opened> {
    const { sealingKey } = this.options;
    const sent = JSON.parse(request.body) as Record<string, unknown>;
    const body = await openFields(sent, terms.secrets.request, (sealed, field) =>
      sealingKey.open(sealed, binding.requestField(request, field)),
    );
    const principal =
      request.principal &&
      (await sealingKey.open(request.principal, binding.principal(request, request.body)));
    const replyKey = request.seal_reply_to && (await readOneTimeKey(request.seal_reply_to));
    return { body, principal: principal ?? null, replyKey: replyKey || null };
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

  private async sealReply(
    request: RequestEnvelope,
    { secrets }: HandlerTerms,
    body: unknown,
    key: PublicSealingKey | null,
  ): Promise<unknown> {
    if (secrets.reply.length === 0 || !key) return body ?? null;
    return sealFields(body as Record<string, unknown>, secrets.reply, (text, field) =>
      seal(text, key, binding.replyField(request, field)),
    );
  }
}
