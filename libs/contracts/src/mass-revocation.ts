import { command } from './contract.js';
import { CHANGE_BUDGET_MS, type WithReceipt } from './receipts.js';
import { IsInstant, IsReason, IsTokenId, MayBeAbsent } from './token-fields.js';

/** Which tokens of the operator's workspace: what is absent does not restrict; with nothing, all of them. */
export class RevokeManyRequest {
  @MayBeAbsent()
  @IsTokenId()
  readonly owner_id?: string;

  /** Those that were issued before it, whatever was rotated since. */
  @MayBeAbsent()
  @IsInstant()
  readonly created_before?: string;

  @MayBeAbsent()
  @IsReason()
  readonly reason?: string;
}

export interface RevokedMany {
  /** How many were active until then. */
  readonly revoked: number;
}

/**
 * For an emergency: `is_active` is false for all of them, in one change with one entry in the log. Each can be taken back
 * by itself (D9). Everybody's for admins, one's own for all others.
 */
export const revokeManyTokens = command<RevokeManyRequest, RevokedMany & WithReceipt>(
  'auth.tokens.revoke_many.v1',
  { budgetMs: CHANGE_BUDGET_MS },
);
