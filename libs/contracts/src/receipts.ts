/**
 * What a change did (promise P2). Effective: no guard decides by the old state on a request that arrives from now on.
 * Times are RFC 3339 with Z, by PostgreSQL's clock.
 */
export interface EffectiveReceipt {
  readonly state: 'effective';
  readonly changed_at: string;
  readonly effective_at: string;
  /** Guards that have said that they know of it. */
  readonly acknowledged: number;
  /** Guards that said nothing until their leases had ended, and were struck off. */
  readonly lapsed: number;
}

/** Committed; when it is effective cannot be known yet. The event `change.effective` tells. */
export interface PendingReceipt {
  readonly state: 'pending';
  readonly changed_at: string;
}

export type Receipt = EffectiveReceipt | PendingReceipt;

/** Comes with the reply to every command that changes what guards remember, also when it finds it changed already. */
export interface WithReceipt {
  readonly receipt: Receipt;
}

/** The longest lease that auth grants, as LEASE_SECONDS may say it. */
export const LONGEST_LEASE_SECONDS = 10;
/** A change waits for guards for as long as a lease, and a moment: its caller waits for that, and 5 s more. */
export const CHANGE_BUDGET_MS = LONGEST_LEASE_SECONDS * 1_000 + 5_000;
