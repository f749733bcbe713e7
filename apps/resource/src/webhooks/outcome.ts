/** Why there was no answer. A closed list: people branch on it. */
export const FAILURES = [
  'address_not_public',
  'name_not_found',
  'connection_refused',
  'connection_broken',
  'tls_failed',
  'timed_out',
  'interrupted',
] as const;
export type Failure = (typeof FAILURES)[number];

/** What became of one attempt. */
export interface Outcome {
  /** Of HTTP; null when there was no answer. */
  readonly status: number | null;
  /** Of what broke before an answer was there. */
  readonly error: Failure | null;
  readonly durationMs: number;
  /** The beginning of the answer's body. */
  readonly response: string | null;
  /** Milliseconds that the receiver asked for; 0 when it did not. */
  readonly retryAfterMs: number;
}

export const isDelivered = ({ status }: Outcome): boolean => status !== null && status >= 200 && status < 300;

const GONE = 410;
/** The receiver wants nothing any more. */
export const isGone = ({ status }: Outcome): boolean => status === GONE;
