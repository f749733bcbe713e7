import { Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { ClientProxy, type ReadPacket, type WritePacket } from '@nestjs/microservices';
import { randomUUID } from 'node:crypto';
import { ClientConnection } from './client-connection.js';
import { ClientMetrics } from './client-metrics.js';
import { type BusContract } from './contract.js';
import { type MessageKind, readReply, type ReplyEnvelope, type RequestEnvelope } from './envelope.js';
import { BusAnswerError, BusUnavailableError } from './errors.js';
import { newReplyChannel, noticeChannel, requestStream } from './keys.js';
import { Rights } from './rights.js';
import { binding, type PublicSealingKey, seal, SealingKey } from './sealing.js';
import { openFields, sealFields } from './secret-fields.js';
import { SendBatch } from './send-batch.js';
import { beginSpan, type OpenSpan } from './tracing/spans.js';
import { nextTraceparent } from './tracing/trace-context.js';

export interface BusClientOptions {
  readonly redisUrl: string;
  /** Who answers: the first word of the patterns, `auth`. */
  readonly service: string;
  /** The service's public key: secrets and principals are sealed to it. */
  readonly sealingKey: PublicSealingKey;
  /** Most messages that may wait at the service; one more is refused at once, never queued in silence. */
  readonly maxWaiting?: number;
}

export interface CallOptions {
  /** On whose behalf: an operator's access token, or a service's own credential. Sealed to the service. */
  readonly principal?: string;
  /** Commands: the same key again is the same command, which has its effect once and its first reply again. */
  readonly idempotencyKey?: string;
}

interface Message {
  readonly contract: BusContract<object, unknown>;
  readonly body: object;
  readonly options: CallOptions;
}

interface Pending {
  readonly message: Message;
  readonly settle: (packet: WritePacket) => void;
  readonly timer: NodeJS.Timeout;
  /** Opens the reply's secrets. */
  readonly replyKey: SealingKey | null;
  /** By `performance.now`. */
  readonly beganAt: number;
  readonly givesUpAt: number;
  readonly span: OpenSpan;
}

interface Connected {
  readonly connection: ClientConnection;
  readonly batches: Readonly<Record<MessageKind, SendBatch>>;
}

const DEFAULT_MAX_WAITING = 10_000;

/**
 * Asks another service over the bus. Every call ends within its contract's budget: with the answer, with the
 * other side's error (`BusAnswerError`), or with `BusUnavailableError`.
 */
export class BusClient extends ClientProxy implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly metrics = new ClientMetrics(() => this.pending.size);
  private readonly logger = new Logger(BusClient.name);
  private readonly rights = new Rights(this.logger);
  private readonly replyChannel = newReplyChannel();
  private readonly pending = new Map<string, Pending>();
  private readonly announcements = new Set<(text: string) => void>();
  private connected: Connected | null = null;
  private isClosed = false;

  constructor(private readonly options: BusClientOptions) {
    super();
  }

  /** The typed way to ask: secrets go sealed and come back opened. */
  async call<Request extends object, Reply>(
    contract: BusContract<Request, Reply>,
    request: Request,
    options: CallOptions = {},
  ): Promise<Reply> {
    await this.connect();
    const message = { contract: contract as BusContract<object, unknown>, body: request, options };
    return new Promise((resolve, reject) => {
      this.begin(message, ({ err, response }) => {
        if (err === undefined) resolve(response as Reply);
        else reject(err as Error);
      });
    });
  }

  /** What the service calls out (`BusServer.announce`). Some of it is never heard: nothing may depend on it. */
  onAnnouncement(listener: (text: string) => void): void {
    this.announcements.add(listener);
    this.connected?.connection.hearAnnouncements();
  }

  /** Tells every replica of the service that listens just now (`BusServer.onNotice`). Never waits, never fails. */
  notify(text: string): void {
    if (!this.isConnected) return;
    const { service } = this.options;
    this.connected?.connection.sender.publish(noticeChannel(service), text).catch((error: unknown) => {
      this.rights.areLacking(error, `notify ${service}`);
    });
  }

  get isConnected(): boolean {
    return this.connected?.connection.isReady ?? false;
  }

  /** Begins to connect, for ever; waits only a moment for it. */
  async connect(): Promise<void> {
    if (this.isClosed) return;
    this.connected ??= this.open();
    await this.connected.connection.firstConnect;
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.connect();
  }

  onApplicationShutdown(): void {
    this.close();
  }

  close(): void {
    this.isClosed = true;
    for (const id of [...this.pending.keys()]) this.settle(id, { err: new BusUnavailableError('closed') });
    this.connected?.connection.close();
  }

  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- Nest's signature
  unwrap<T>(): T {
    return this.connected?.connection.sender as T;
  }

  /** Nest's own `send`, with a contract for its pattern: whoever unsubscribes is forgotten. */
  protected publish(packet: ReadPacket, settle: (packet: WritePacket) => void): () => void {
    const contract = packet.pattern as unknown;
    if (!isContract(contract)) {
      settle({ err: new TypeError('Send a contract, not a bare pattern: it says the kind and the budget') });
      return () => undefined;
    }
    const id = this.begin({ contract, body: packet.data as object, options: {} }, settle);
    return () => {
      this.forget(id);
    };
  }

  /** Events are written through a service's outbox, in the transaction of the change they tell of. */
  protected dispatchEvent<T>(): Promise<T> {
    return Promise.reject(new TypeError('A client sends no events over the bus'));
  }

  private open(): Connected {
    const { redisUrl, service, maxWaiting = DEFAULT_MAX_WAITING } = this.options;
    const connection = new ClientConnection({
      redisUrl,
      service,
      replyChannel: this.replyChannel,
      onReply: (json) => {
        this.receive(json);
      },
      onAnnouncement: (text) => {
        for (const listener of this.announcements) listener(text);
      },
      logger: this.logger,
    });
    if (this.announcements.size > 0) connection.hearAnnouncements();
    const batch = (kind: MessageKind): SendBatch =>
      new SendBatch(connection.sender, requestStream(service, kind), maxWaiting);
    return { connection, batches: { question: batch('question'), command: batch('command') } };
  }

  private begin(message: Message, settle: (packet: WritePacket) => void): string {
    const id = randomUUID();
    if (this.isClosed || !this.isConnected) {
      const err = new BusUnavailableError(this.isClosed ? 'closed' : 'disconnected');
      this.metrics.note(message.contract.kind, err, 0);
      settle({ err });
    } else {
      const pending = this.expect(id, message, settle);
      void pending.span.run(() => this.dispatch(id, pending));
    }
    return id;
  }

  /** From here on the call ends, whatever happens: by its budget at the latest. */
  private expect(id: string, message: Message, settle: (packet: WritePacket) => void): Pending {
    const { budgetMs, secrets, pattern, kind } = message.contract;
    const timer = setTimeout(() => {
      // A process that had no turn for that long finds it is late before it reads what has come: that is read first.
      setImmediate(() => {
        this.settle(id, { err: new BusUnavailableError('timeout') });
      });
    }, budgetMs);
    const replyKey = secrets.reply.length > 0 ? SealingKey.oneTime() : null;
    const beganAt = performance.now();
    const attributes = { 'messaging.system': 'redis', 'latchkey.bus.kind': kind };
    const span = beginSpan(pattern, { kind: 'asks', attributes });
    const pending = { settle, timer, replyKey, message, beganAt, givesUpAt: beganAt + budgetMs, span };
    this.pending.set(id, pending);
    return pending;
  }

  private async dispatch(id: string, { message, replyKey, givesUpAt }: Pending): Promise<void> {
    try {
      const sealed = this.seal(id, message, replyKey);
      // What is left of it: Redis counts from when it has the message, and nobody should work for a caller that is gone.
      const envelope = { ...sealed, budget_ms: Math.max(1, Math.floor(givesUpAt - performance.now())) };
      const isAdded = await this.add(message.contract.kind, envelope);
      if (!isAdded) this.settle(id, { err: new BusUnavailableError('full') });
    } catch (error) {
      this.settle(id, { err: error });
    }
  }

  private seal(
    id: string,
    { contract, body, options }: Message,
    replyKey: SealingKey | null,
  ): Omit<RequestEnvelope, 'budget_ms'> {
    const { sealingKey } = this.options;
    const { pattern, kind, secrets } = contract;
    const { principal, idempotencyKey } = options;
    const traceparent = nextTraceparent();
    const header = {
      id,
      pattern,
      reply_to: this.replyChannel,
      ...(replyKey && { seal_reply_to: replyKey.publicKey() }),
      ...(idempotencyKey !== undefined && { idempotency_key: idempotencyKey }),
      ...(kind === 'command' && { sent_at: Date.now() }),
      ...(traceparent !== undefined && { traceparent }),
    };
    const sealedFields = sealFields({ ...body }, secrets.request, (text, field) =>
      seal(text, sealingKey, binding.requestField(header, field)),
    );
    const envelope = { ...header, kind, body: JSON.stringify(sealedFields) };
    if (principal === undefined) return envelope;
    return {
      ...envelope,
      principal: seal(principal, sealingKey, binding.principal(header, envelope.body)),
    };
  }

  /** Resolves to false when too many wait already. */
  private async add(kind: MessageKind, envelope: RequestEnvelope): Promise<boolean> {
    try {
      return (await this.connected?.batches[kind].add(JSON.stringify(envelope))) ?? false;
    } catch (error) {
      this.rights.areLacking(error, `send ${kind}s to ${this.options.service}`);
      throw new BusUnavailableError('disconnected');
    }
  }

  private receive(json: string): void {
    const reply = readReply(json);
    const pending = reply && this.pending.get(reply.id);
    if (!pending) return; // Its caller has given up.
    try {
      this.settle(reply.id, this.openReply(reply, pending));
    } catch {
      this.settle(reply.id, { err: new BusAnswerError({ kind: 'defect', message: 'Unreadable reply' }) });
    }
  }

  private openReply(reply: ReplyEnvelope, { replyKey: key, message }: Pending): WritePacket {
    if ('error' in reply) return { err: new BusAnswerError(reply.error) };
    if (!key) return { response: reply.body, isDisposed: true };
    const { pattern, secrets } = message.contract;
    const body = openFields(reply.body as Record<string, unknown>, secrets.reply, (sealed, field) =>
      key.open(sealed, binding.replyField({ id: reply.id, pattern }, field)),
    );
    return { response: body, isDisposed: true };
  }

  private settle(id: string, packet: WritePacket): void {
    const pending = this.forget(id);
    if (!pending) return;
    this.metrics.note(pending.message.contract.kind, packet.err, performance.now() - pending.beganAt);
    pending.span.end({ isError: packet.err !== undefined });
    pending.settle(packet);
  }

  private forget(id: string): Pending | undefined {
    const pending = this.pending.get(id);
    if (pending) {
      clearTimeout(pending.timer);
      this.pending.delete(id);
    }
    return pending;
  }
}

const isContract = (value: unknown): value is BusContract<object, unknown> =>
  typeof value === 'object' && value !== null && 'budgetMs' in value && 'secrets' in value;
