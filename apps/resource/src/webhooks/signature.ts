import { createHmac } from 'node:crypto';

/** What is signed and sent: one attempt of one delivery. */
export interface SignedMessage {
  /** The same at every attempt: receivers know a repetition by it. */
  readonly id: string;
  /** Seconds since 1970, when this attempt was made: receivers refuse what is old. */
  readonly timestamp: number;
  readonly body: string;
}

/**
 * The headers of Standard Webhooks 1.0.
 * @param keys Of every secret that is good now, the newest first: a receiver accepts any of the signatures.
 */
export const signedHeaders = (
  { id, timestamp, body }: SignedMessage,
  keys: readonly Buffer[],
): Record<string, string> => ({
  'webhook-id': id,
  'webhook-timestamp': String(timestamp),
  'webhook-signature': keys
    .map((key) => `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`)
    .join(' '),
});
