import { IsInt, isUUID, IsUUID, Max, Min } from 'class-validator';
import { type LogEntry, type LogPosition } from './change-log.js';
import { question } from './contract.js';

const IsId = (): PropertyDecorator => IsUUID(undefined, { message: 'must be a UUID' });

export class RegisterGuardRequest {
  /** Random, and new for every attempt: an id that was struck off never comes back. */
  @IsId()
  readonly guard_id!: string;
}

export class RenewLeaseRequest {
  @IsId()
  readonly guard_id!: string;

  /** What the guard has applied: the number and the id of the last entry. */
  @IsInt({ message: 'must be a whole number' })
  @Min(0, { message: 'must be at least 0' })
  @Max(Number.MAX_SAFE_INTEGER, { message: 'must be a safe integer' })
  readonly number!: number;

  @IsId()
  readonly entry_id!: string;
}

export class LeaveRequest {
  @IsId()
  readonly guard_id!: string;
}

/**
 * The right to decide from what one remembers, for `lease_ms` from the moment of *sending* the question, and only once
 * the entries are applied.
 */
export interface LeaseGrant {
  readonly outcome: 'granted';
  readonly lease_ms: number;
  /** What the guard lacks, the oldest first. null: too many, or nobody knows: empty the cache. */
  readonly entries: readonly LogEntry[] | null;
  /** Where the guard is once it has applied them. */
  readonly position: LogPosition;
}

/** Struck off, never registered, or of a log that auth does not have: register anew. */
export interface UnknownGuard {
  readonly outcome: 'unknown';
}

/** Enters a guard at the head of the log; its `entries` are null. */
export const registerGuard = question<RegisterGuardRequest, LeaseGrant>('auth.guards.register.v1');
/** Acknowledges what was applied, and asks for what came since. */
export const renewLease = question<RenewLeaseRequest, LeaseGrant | UnknownGuard>('auth.guards.renew.v1');
/** Strikes a guard off that stops: no change waits for it any more. */
export const leaveGuards = question<LeaveRequest, Record<string, never>>('auth.guards.leave.v1');

/** What a guard says to every auth: that it has applied the log up to this entry. Good for no lease (decision 18). */
export interface Acknowledgement extends LogPosition {
  readonly guard_id: string;
}

const ACKNOWLEDGEMENT = /^([0-9a-f-]{36}) at (\d{1,15}) ([0-9a-f-]{36})$/;

/** As it is said: `<guard_id> at 1234 <entry_id>`. */
export const acknowledgementOf = ({ guard_id, number, entry_id }: Acknowledgement): string =>
  `${guard_id} at ${number} ${entry_id}`;

/** @returns null for what is none. */
export function readAcknowledgement(text: string): Acknowledgement | null {
  const [, guard_id, digits, entry_id] = ACKNOWLEDGEMENT.exec(text) ?? [];
  if (!isUUID(guard_id) || !isUUID(entry_id)) return null;
  return { guard_id: String(guard_id), number: Number(digits), entry_id: String(entry_id) };
}
