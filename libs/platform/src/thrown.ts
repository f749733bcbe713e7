import { BusAnswerError, BusUnavailableError } from '@latchkey/bus';
import { Refusal } from '@latchkey/contracts';

/** Node's codes for a peer that is not there, and PostgreSQL's for one that is starting or shutting down. */
const OUTAGE_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now
  '53300', // too_many_connections
  '25P03', // idle_in_transaction_session_timeout: this process was paused
  '55P03', // lock_not_available: the lock's time-out
  '57014', // query_canceled: the statement's time-out
]);
/** What pg says without a code: of a connection that ended under a query, or of time-outs of its own. */
const OUTAGE_MESSAGES =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client (?:has encountered a connection error|was closed)|Cannot use a pool after|read ECONNRESET|Driver not Connected)/;

/** Whether PostgreSQL could not be asked: then nothing is known (promise P6), which is not a defect of ours. */
function isDatabaseOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, driverError, errors } = error as Error & {
    code?: unknown;
    driverError?: unknown;
    errors?: unknown;
  };
  if (typeof code === 'string' && (OUTAGE_CODES.has(code) || code.startsWith('08'))) return true;
  if (OUTAGE_MESSAGES.test(error.message)) return true;
  if (Array.isArray(errors) && errors.some(isDatabaseOutage)) return true;
  return driverError !== undefined && driverError !== error && isDatabaseOutage(driverError);
}

/** The refusal in what was thrown, also one that another service sent; null for a defect. */
export function refusalIn(thrown: unknown): Refusal | null {
  if (thrown instanceof Refusal) return thrown;
  if (thrown instanceof BusAnswerError) return Refusal.fromWire(thrown.detail);
  if (thrown instanceof BusUnavailableError || isDatabaseOutage(thrown)) return Refusal.unavailable();
  return null;
}
