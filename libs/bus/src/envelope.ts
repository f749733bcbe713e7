import { type Sealed } from './sealing.js';

export const MESSAGE_KINDS = ['question', 'command'] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

/** What a request stream carries, as one JSON field; documented for other languages in docs/bus.md. */
export interface RequestEnvelope {
  /** New for every message, also for a question that is asked again. */
  readonly id: string;
  readonly kind: MessageKind;
  readonly pattern: string;
  /** Milliseconds from the entry's own time, by Redis's clock; past it a question is not executed. */
  readonly budget_ms: number;
  /** The asking process's private channel. */
  readonly reply_to: string;
  /** Commands: what makes a repetition the same command. Without one the message's own id does. */
  readonly idempotency_key?: string;
  /** Commands: milliseconds since 1970, by the sender's clock. Too old a command is a captured one. */
  readonly sent_at?: number;
  /** W3C trace context, as in HTTP. */
  readonly traceparent?: string;
  /** On whose behalf: an access token, sealed to the service and bound to this very message. */
  readonly principal?: Sealed;
  /** A one-time public key (X25519, base64url) for the secrets in the reply. */
  readonly seal_reply_to?: string;
  /** JSON, kept as text so that its bytes can be bound to the principal. Secret fields in it are `Sealed`. */
  readonly body: string;
}

export type ReplyEnvelope =
  { readonly id: string; readonly body: unknown } | { readonly id: string; readonly error: unknown };

/** Null for what is not an envelope, whole and in order. */
export function readRequest(json: string | undefined): RequestEnvelope | null {
  const message = parseObject(json);
  if (!message) return null;
  const { id, kind, pattern, budget_ms, reply_to, principal, seal_reply_to, body } = message;
  const { idempotency_key, sent_at, traceparent } = message;
  const complete =
    isShortText(id) &&
    (kind === 'question' || kind === 'command') &&
    isShortText(pattern) &&
    typeof budget_ms === 'number' &&
    isShortText(reply_to) &&
    (idempotency_key === undefined || (isShortText(idempotency_key) && idempotency_key !== '')) &&
    (sent_at === undefined || typeof sent_at === 'number') &&
    (traceparent === undefined || isShortText(traceparent)) &&
    (principal === undefined || typeof principal === 'object') &&
    (seal_reply_to === undefined || isShortText(seal_reply_to)) &&
    typeof body === 'string';
  return complete ? (message as unknown as RequestEnvelope) : null;
}

/** Whom to tell that a message cannot be read; null when it does not say. */
export function senderOf(json: string | undefined): Pick<RequestEnvelope, 'id' | 'reply_to'> | null {
  const { id, reply_to } = parseObject(json) ?? {};
  return isShortText(id) && isShortText(reply_to) ? { id, reply_to } : null;
}

export function readReply(json: string): ReplyEnvelope | null {
  const message = parseObject(json);
  if (!message || typeof message.id !== 'string') return null;
  return 'body' in message || 'error' in message ? (message as unknown as ReplyEnvelope) : null;
}

function parseObject(json: string | undefined): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(json ?? '');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** In one line: sealed parts are bound to these texts line by line, and one with two could be read as two others. */
const isShortText = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= 200 && !value.includes('\n');
