import { Refusal } from './refusal.js';

/** What only looks like a repetition: the key is known, and what it came with is not this. */
export const keyReused = (): Refusal =>
  new Refusal(
    'invalid',
    'idempotency.key_reused',
    'This idempotency key belongs to another request: repeat that request unchanged, or send this one under a new key',
    { idempotency_key: ['belongs to another request'] },
  );
