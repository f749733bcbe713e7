import { type Delivery, type ProviderReason } from '../providers/message-provider.js';
import { type Answered, type Exchange } from './http-exchange.js';

/** Codes of the Cloud API that say: not taken, and worth trying again. */
const NOT_NOW: ReadonlyMap<number, string> = new Map([
  [0, 'the access token was not taken'],
  [2, 'the API is down for a while, or overloaded'],
  [4, 'the app’s rate limit'],
  [190, 'the access token has expired: set a new WHATSAPP_ACCESS_TOKEN'],
  [80007, 'the business account’s rate limit'],
  [130429, 'the number’s throughput'],
  [131016, 'the service is unavailable'],
  [131048, 'the number’s spam rate limit'],
  [131056, 'too many messages to this recipient'],
  [131057, 'the account is being maintained'],
  [133004, 'the server is unavailable'],
]);
/** Of which nobody but Meta knows whether they come before or after the message was taken. */
const SAYS_NOTHING: ReadonlySet<number> = new Set([1, 131000]);
const LONGEST_REASON = 500;
/** `wamid.…`: visible ASCII. */
export const REFERENCE = /^[\x21-\x7e]{1,500}$/;

const OPEN_END =
  'so WhatsApp may have taken it: ask the recipient, or look in WhatsApp Manager, before you send it again';

/** `GraphError` as documented: everything in it may be missing. */
interface GraphError {
  readonly code: number;
  readonly message: string;
}

/** What an exchange says of the message: the table in docs/messages.md, in code. */
export function deliveryOf(exchange: Exchange, now = Date.now()): Delivery {
  if (exchange.kind === 'not_reached') {
    return {
      outcome: 'not_now',
      reason: because(`WhatsApp was not reached: ${exchange.why}`),
      retryAfterMs: null,
    };
  }
  if (exchange.kind === 'left_open') return leftOpen(`Of the request to WhatsApp, ${exchange.why}`);
  return ofAnswer(exchange, now);
}

function ofAnswer({ status, retryAfter, text }: Answered, now: number): Delivery {
  const body = parse(text);
  if (status >= 200 && status < 300) {
    const reference = referenceIn(body);
    return reference === null
      ? leftOpen(`WhatsApp answered ${status} with something that cannot be read`)
      : { outcome: 'accepted', reference };
  }
  const error = errorIn(body);
  const retryAfterMs = readRetryAfter(retryAfter, now);
  if (status === 429 || (error && NOT_NOW.has(error.code))) {
    return { outcome: 'not_now', reason: reasonOf(status, error), retryAfterMs };
  }
  const saysNothing = status === 408 || (error !== null && SAYS_NOTHING.has(error.code));
  if (status >= 300 && status < 500 && !saysNothing) {
    return { outcome: 'refused', reason: reasonOf(status, error) };
  }
  return leftOpen(
    `WhatsApp answered ${status}${error ? ` (${error.code})` : ''} without saying what became of it`,
  );
}

const because = (text: string, code: string | null = null): ProviderReason => ({
  code,
  text: text.replaceAll('\0', '').slice(0, LONGEST_REASON),
});

const leftOpen = (text: string): Delivery => ({
  outcome: 'unknown',
  reason: because(`${text}, ${OPEN_END}`),
});

function reasonOf(status: number, error: GraphError | null): ProviderReason {
  if (!error) return because(`WhatsApp answered ${status}`);
  const hint = NOT_NOW.get(error.code);
  return because(hint === undefined ? error.message : `${error.message} (${hint})`, String(error.code));
}

/** Of what documented objects look like; whatever else came is nothing. */
function referenceIn(body: unknown): string | null {
  const messages = (body as { messages?: unknown } | null)?.messages;
  const id: unknown = Array.isArray(messages) ? (messages[0] as { id?: unknown } | null)?.id : null;
  return typeof id === 'string' && REFERENCE.test(id) ? id : null;
}

export function errorIn(body: unknown): GraphError | null {
  const error = (body as { error?: unknown } | null)?.error;
  if (typeof error !== 'object' || error === null) return null;
  const { code, message, error_data } = error as Record<string, unknown>;
  if (typeof code !== 'number') return null;
  const details = (error_data as { details?: unknown } | undefined)?.details;
  const words = [message, details].filter((text) => typeof text === 'string' && text !== '');
  return { code, message: words.join(': ') || `error ${code}` };
}

/** Seconds, or a date (RFC 9110). */
export function readRetryAfter(text: string | undefined, now: number): number | null {
  if (text === undefined) return null;
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

export function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
