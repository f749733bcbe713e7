import { Logger } from '@nestjs/common';
import { type MessageHandler } from '@nestjs/microservices';
import { type Redis } from 'ioredis';
import { type HandlerTerms } from './contract.js';
import { type ReplyEnvelope, type RequestEnvelope } from './envelope.js';
import { DEFECT } from './errors.js';
import { Rights } from './rights.js';
import { Subscription } from './subscription.js';

export interface RedisDoorOptions {
  readonly redisUrl: string;
  readonly service: string;
  /** Sends the answers. Its owner closes it, after the door. */
  readonly publisher: Redis;
  /** Nest's, whole by the time of `open`. */
  readonly handlers: ReadonlyMap<string, MessageHandler>;
  /** Has the question answered as one that came by the stream. Must not reject. */
  readonly ask: (question: RequestEnvelope) => Promise<ReplyEnvelope>;
}

interface Refused {
  readonly kind: 'invalid' | 'unavailable';
  readonly code: string;
  readonly message: string;
}

interface StockMessage {
  readonly id: string;
  /** The data as JSON; null where it is no object, or none that can be written again. */
  readonly body: string | null;
}

/** Beside the stream's own bound: who floods the door keeps no question of the stream from its answer. */
const MAX_AT_ONCE = 64;
/** Characters. Questions are short, and reading a long text stops everything else. */
const MAX_LENGTH = 1_048_576;
const MAX_ID_LENGTH = 200;
/** Stock clients write the id last, so that one who sends too much can be told without reading it. */
const ID_AT_THE_END = /"id":"([\w-]+)"\}$/;

const TOO_LARGE: Refused = {
  kind: 'invalid',
  code: 'bus.too_large',
  message: `A question has at most ${MAX_LENGTH} characters`,
};

const BUSY: Refused = {
  kind: 'unavailable',
  code: 'bus.busy',
  message: 'More is asked than is answered at once: try again',
};

/**
 * For callers with nothing but Nest's stock `Transport.REDIS` client: questions arrive on the channel named as their
 * pattern and are answered on `<pattern>.reply`. Every replica hears and answers each, which is harmless for
 * questions and for nothing else: no command passes. Whoever may subscribe to the channel can read the replies,
 * so nothing that holds a secret passes either.
 */
export class RedisDoor {
  private readonly logger = new Logger(RedisDoor.name);
  private readonly rights = new Rights(this.logger);
  private readonly inFlight = new Set<Promise<void>>();
  private subscription: Subscription | null = null;

  constructor(private readonly options: RedisDoorOptions) {}

  open(): void {
    const { redisUrl, service, handlers } = this.options;
    const channels = [...handlers].filter(([, { isEventHandler }]) => !isEventHandler).map(([name]) => name);
    if (channels.length === 0) return;
    this.subscription = new Subscription({
      redisUrl,
      name: `${service}-door`,
      channels,
      logger: this.logger,
      onMessage: (pattern, text) => {
        this.hear(pattern, text);
      },
    });
  }

  get isListening(): boolean {
    return this.subscription?.isListening ?? true;
  }

  /** Hears no more, and answers what it has heard. */
  async close(): Promise<void> {
    this.subscription?.close();
    await Promise.all(this.inFlight);
  }

  private hear(pattern: string, text: string): void {
    const isTooLarge = text.length > MAX_LENGTH;
    const message = isTooLarge ? readEnd(text) : readWhole(text);
    if (!message) return; // An event, or garbage: nobody waits for an answer.
    const refused = isTooLarge ? TOO_LARGE : this.refusalOf(pattern, message);
    if (refused) {
      void this.publish(pattern, { id: message.id, error: refused });
      return;
    }
    const answered = this.answer(pattern, message).finally(() => this.inFlight.delete(answered));
    this.inFlight.add(answered);
  }

  private refusalOf(pattern: string, { body }: StockMessage): Refused | null {
    const terms = this.options.handlers.get(pattern)?.extras as Partial<HandlerTerms> | undefined;
    if (terms?.kind === 'command') {
      return invalid(
        'bus.command_at_the_door',
        `${pattern} is a command. Commands need a principal and must happen once: send it by the stream of commands, as LatchkeyClient does`,
      );
    }
    if (terms?.secrets && [...terms.secrets.request, ...terms.secrets.reply].length > 0) {
      return invalid(
        'bus.secrets_at_the_door',
        `${pattern} carries secrets, and anybody can listen here: send it by the stream of questions`,
      );
    }
    if (body === null) {
      return invalid('bus.unreadable', `The data of ${pattern} must be an object that can be read`);
    }
    return this.inFlight.size < MAX_AT_ONCE ? null : BUSY;
  }

  private async answer(pattern: string, { id, body }: StockMessage): Promise<void> {
    const reply = await this.options.ask({
      id,
      kind: 'question',
      pattern,
      // A stock client does not say how long it waits.
      budget_ms: Number.MAX_SAFE_INTEGER,
      reply_to: replyChannel(pattern),
      body: body ?? '',
    });
    await this.publish(pattern, reply);
  }

  private async publish(pattern: string, reply: ReplyEnvelope): Promise<void> {
    try {
      await this.options.publisher.publish(replyChannel(pattern), toPacket(reply));
    } catch (error) {
      // Or Redis went away meanwhile: that is told elsewhere, and whoever asked has to ask again.
      this.rights.areLacking(error, `answer on ${replyChannel(pattern)}`);
    }
  }
}

const replyChannel = (pattern: string): string => `${pattern}.reply`;

const invalid = (code: string, message: string): Refused => ({ kind: 'invalid', code, message });

const readEnd = (text: string): StockMessage | null => {
  const id = ID_AT_THE_END.exec(text.slice(-MAX_ID_LENGTH))?.[1];
  return id === undefined ? null : { id, body: null };
};

function readWhole(text: string): StockMessage | null {
  try {
    const { id, data } = JSON.parse(text) as { id?: unknown; data?: unknown };
    return typeof id === 'string' && id.length <= MAX_ID_LENGTH ? { id, body: toBody(data) } : null;
  } catch {
    return null;
  }
}

function toBody(data: unknown): string | null {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return null;
  try {
    return JSON.stringify(data);
  } catch {
    return null; // Nested too deeply.
  }
}

/** As Nest's stock server writes it. Its client takes an error that is nothing for an answer that is nothing. */
function toPacket(reply: ReplyEnvelope): string {
  const { id } = reply;
  const end = 'error' in reply ? { err: reply.error || DEFECT } : { response: reply.body };
  try {
    return JSON.stringify({ ...end, isDisposed: true, id });
  } catch {
    return JSON.stringify({ err: DEFECT, isDisposed: true, id });
  }
}
