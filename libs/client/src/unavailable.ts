import { BusUnavailableError } from '@latchkey/bus';
import { Refusal } from '@latchkey/contracts';

/**
 * Whether it means that nobody could tell (promise P6): auth was not reached, or it was and could not reach its
 * database. Neither a yes nor a no: answer 503 and have it tried again.
 */
export const isUnavailable = (error: unknown): boolean =>
  error instanceof BusUnavailableError || (error instanceof Refusal && error.kind === 'unavailable');
