import { Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { ClientProxy, type ReadPacket, type WritePacket } from '@nestjs/microservices';
import { type Redis } from 'ioredis';
import { randomUUID } from 'node:crypto';
import { firstValueFrom } from 'rxjs';
import { listeningConnection, promptConnection, reportOutages } from './connection.js';
import { type BusContract } from './contract.js';
import { readReply, type ReplyEnvelope, type RequestEnvelope } from './envelope.js';
import { BusAnswerError, BusUnavailableError } from './errors.js';
import { newReplyChannel, requestStream } from './keys.js';
import { binding, type PublicSealingKey, seal, SealingKey } from './sealing.js';
import { openFields, sealFields } from './secret-fields.js';

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

/** A message with its contract, as `send` takes it. */
class BusMessage {
  constructor(
    readonly contract: BusContract<object, unknown>,
    readonly body: object,
    readonly options: CallOptions,
  ) {}
}

interface Pending {
  readonly settle: (packet: WritePacket) => void;
  readonly timer: NodeJS.Timeout;
  /** Opens the reply's secrets. */
  readonly replyKey: Promise<SealingKey> | null;
  readonly message: BusMessage;
}

const DEFAULT_MAX_WAITING = 10_000;
const HEARTBEAT_MS = 1_000;
/** How long a first call waits for the connections of a process that has just started. */
const FIRST_CONNECT_MS = 500;

/** Adds the message unless too many wait already: one step, so that many clients cannot overshoot together. */
const SEND_SCRIPT = `
if redis.call('XLEN', KEYS[1]) >= tonumber(ARGV[1]) then return false end
return redis.call('XADD', KEYS[1], '*', 'm', ARGV[2])`;

type Sender = Redis & {
  latchkeySend(stream: string, maxWaiting: number, envelope: string): Promise<string | null>;
};

/**
 * Asks another service over the bus. Every call ends within its contract's budget: with the answer, with the
 * other side's error (`BusAnswerError`), or with `BusUnavailableError`.
 */
export class BusClient extends ClientProxy implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(BusClient.name);
  private readonly replyChannel = newReplyChannel();
  private readonly pending = new Map<string, Pending>();
  private sender: Sender | null = null;
  private listener: Redis | null = null;
  private isListening = false;
  private isClosed = false;
  private heartbeat: NodeJS.Timeout | null = null;
  private firstConnect: Promise<void> | null = null;

  constructor(private readonly options: BusClientOptions) {
    super();
  }

  /** The typed way to ask: secrets go sealed and come back opened. */
  call<Request extends object, Reply>(
    contract: BusContract<Request, Reply>,
    request: Request,
    options: CallOptions = {},
  ): Promise<Reply> {
    const message = new BusMessage(contract as BusContract<object, unknown>, request, options);
    return firstValueFrom(this.send<Reply, BusMessage>(contract.pattern, message));
  }

  get isConnected(): boolean {
    return this.sender?.status === 'ready' && this.isListening;
  }

  /** Begins to connect, for ever; waits only a moment for it, since a caller must hear "cannot tell" in time. */
  connect(): Promise<void> {
    this.firstConnect ??= this.open();
    return this.firstConnect;
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.connect();
  }

  onApplicationShutdown(): void {
    this.close();
  }

  close(): void {
    this.isClosed = true;
    if (this.heartbeat) clearInterval(this.heartbeat);
    for (const id of [...this.pending.keys()]) this.settle(id, { err: new BusUnavailableError('closed') });
    this.sender?.disconnect();
    this.listener?.disconnect();
  }

  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- Nest's signature
  unwrap<T>(): T {
    return this.sender as T;
  }

  /** Takes `call`'s messages only: a bare payload says neither its kind nor its budget. */
  protected publish(packet: ReadPacket, settle: (packet: WritePacket) => void): () => void {
    const message: unknown = packet.data;
    const id = randomUUID();
    if (!(message instanceof BusMessage)) {
      settle({ err: new TypeError('Use BusClient.call with a contract') });
      return () => undefined;
    }
    if (this.isClosed || !this.isConnected) {
      settle({ err: new BusUnavailableError(this.isClosed ? 'closed' : 'disconnected') });
      return () => undefined;
    }
    void this.dispatch(id, this.expect(id, message, settle));
    return () => {
      this.forget(id);
    };
  }

  /** Events are written through a service's outbox, in the transaction of the change they tell of. */
  protected dispatchEvent<T>(): Promise<T> {
    return Promise.reject(new TypeError('A client sends no events over the bus'));
  }

  private open(): Promise<void> {
    if (this.isClosed) return Promise.resolve();
    const { redisUrl, service } = this.options;
    const sender = promptConnection(redisUrl, `${service}-client`) as Sender;
    sender.defineCommand('latchkeySend', { numberOfKeys: 1, lua: SEND_SCRIPT });
    const listener = listeningConnection(redisUrl, `${service}-replies`);
    reportOutages(sender, 'bus', this.logger);
    // The sender's outages are reported; an emitter without a listener would throw.
    listener.on('error', () => undefined);
    listener.on('close', () => (this.isListening = false));
    listener.on('message', (_channel: string, json: string) => {
      void this.receive(json);
    });
    this.sender = sender;
    this.listener = listener;
    this.heartbeat = setInterval(() => {
      // Errors close the socket by `socketTimeout`, and closing is seen: nothing to do here.
      if (listener.status === 'ready') listener.ping().catch(() => undefined);
    }, HEARTBEAT_MS);
    this.heartbeat.unref();
    return this.firstConnection(sender, listener);
  }

  private firstConnection(sender: Sender, listener: Redis): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, FIRST_CONNECT_MS);
      const check = (): void => {
        if (!this.isConnected) return;
        clearTimeout(timer);
        resolve();
      };
      sender.on('ready', check);
      listener.on('ready', () => {
        listener.subscribe(this.replyChannel).then(
          () => {
            this.isListening = true;
            check();
          },
          // Deaf: start afresh rather than send questions whose answers nobody hears.
          () => {
            listener.disconnect(true);
          },
        );
      });
    });
  }

  /** From here on the call ends, whatever happens: by its budget at the latest. */
  private expect(id: string, message: BusMessage, settle: (packet: WritePacket) => void): Pending {
    const { budgetMs, secrets } = message.contract;
    const timer = setTimeout(() => {
      this.settle(id, { err: new BusUnavailableError('timeout') });
    }, budgetMs);
    const replyKey = secrets.reply.length > 0 ? SealingKey.oneTime() : null;
    const pending = { settle, timer, replyKey, message };
    this.pending.set(id, pending);
    return pending;
  }

  private async dispatch(id: string, { message, replyKey }: Pending): Promise<void> {
    try {
      const envelope = await this.seal(id, message, await replyKey);
      if (!this.pending.has(id)) return; // Its caller gave up meanwhile.
      const isAdded = await this.add(message.contract, envelope);
      if (!isAdded) this.settle(id, { err: new BusUnavailableError('full') });
    } catch (error) {
      this.settle(id, { err: error });
    }
  }

  private async seal(
    id: string,
    { contract, body, options }: BusMessage,
    replyKey: SealingKey | null,
  ): Promise<RequestEnvelope> {
    const { sealingKey } = this.options;
    const { pattern, kind, budgetMs, secrets } = contract;
    const { principal, idempotencyKey } = options;
    const header = {
      id,
      pattern,
      reply_to: this.replyChannel,
      ...(replyKey && { seal_reply_to: await replyKey.publicKey() }),
      ...(idempotencyKey !== undefined && { idempotency_key: idempotencyKey }),
      ...(kind === 'command' && { sent_at: Date.now() }),
    };
    const sealedFields = await sealFields({ ...body }, secrets.request, (text, field) =>
      seal(text, sealingKey, binding.requestField(header, field)),
    );
    const sealedBody = JSON.stringify(sealedFields);
    return {
      ...header,
      kind,
      budget_ms: budgetMs,
      body: sealedBody,
      ...(principal !== undefined && {
        principal: await seal(principal, sealingKey, binding.principal(header, sealedBody)),
      }),
    };
  }

  /** Resolves to false when too many wait already. */
  private async add(contract: BusContract<object, unknown>, envelope: RequestEnvelope): Promise<boolean> {
    const { service, maxWaiting = DEFAULT_MAX_WAITING } = this.options;
    const stream = requestStream(service, contract.kind);
    try {
      const entryId = await this.sender?.latchkeySend(stream, maxWaiting, JSON.stringify(envelope));
      return typeof entryId === 'string';
    } catch {
      throw new BusUnavailableError('disconnected');
    }
  }

  private async receive(json: string): Promise<void> {
    const reply = readReply(json);
    const pending = reply && this.pending.get(reply.id);
    if (!pending) return; // Its caller has given up.
    try {
      this.settle(reply.id, await this.openReply(reply, pending));
    } catch {
      this.settle(reply.id, { err: new BusAnswerError({ kind: 'defect', message: 'Unreadable reply' }) });
    }
  }

  private async openReply(reply: ReplyEnvelope, { replyKey, message }: Pending): Promise<WritePacket> {
    if ('error' in reply) return { err: new BusAnswerError(reply.error) };
    if (!replyKey) return { response: reply.body, isDisposed: true };
    const key = await replyKey;
    const { pattern, secrets } = message.contract;
    const body = await openFields(reply.body as Record<string, unknown>, secrets.reply, (sealed, field) =>
      key.open(sealed, binding.replyField({ id: reply.id, pattern }, field)),
    );
    return { response: body, isDisposed: true };
  }

  private settle(id: string, packet: WritePacket): void {
    const pending = this.forget(id);
    pending?.settle(packet);
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
