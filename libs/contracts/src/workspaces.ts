import { IsIn, IsString } from 'class-validator';
import { command, type NoFields, question } from './contract.js';
import { type RateLimit } from './limits.js';
import { CHANGE_BUDGET_MS, type WithReceipt } from './receipts.js';
import { IsRateLimits, IsSwitch, IsTokenShapes, MayBeAbsent } from './token-fields.js';
import { type TokenShape } from './token-shapes.js';

/** A tenant as its operators see it. */
export interface WorkspaceRecord {
  readonly slug: string;
  readonly name: string;
  /** The format profile of its new tokens. */
  readonly profile: string;
  /** Of each of its tokens that has none of its own; []: none. */
  readonly rate_limits: readonly RateLimit[];
  /** Tokens are issued to signed-in operators only, and to no service (D14). */
  readonly dashboard_only: boolean;
  readonly owner_leaves: OwnerLeaves;
  /** What its imported tokens look like (D18); []: it has none. */
  readonly token_shapes: readonly TokenShape[];
}

/**
 * What becomes of the tokens of an operator who leaves (D5): they are deleted; they are kept, and refused until an admin
 * transfers them; or they go to another operator at once.
 */
export const OWNER_LEAVES = ['revoke', 'freeze', 'transfer'] as const;
export type OwnerLeaves = (typeof OWNER_LEAVES)[number];

export class UpdateWorkspaceRequest {
  @MayBeAbsent()
  @IsString({ message: 'must be the name of a format profile' })
  readonly profile?: string;

  /** At most one a window; []: none. */
  @MayBeAbsent()
  @IsRateLimits()
  readonly rate_limits?: readonly RateLimit[];

  @MayBeAbsent()
  @IsSwitch()
  readonly dashboard_only?: boolean;

  @MayBeAbsent()
  @IsIn(OWNER_LEAVES, { message: `must be one of: ${OWNER_LEAVES.join(', ')}` })
  readonly owner_leaves?: OwnerLeaves;

  /** What tokens of another system look like that are, or shall be, imported. At most ten; []: none. */
  @MayBeAbsent()
  @IsTokenShapes()
  readonly token_shapes?: readonly TokenShape[];
}

/** The operator's own workspace. */
export const getWorkspace = question<NoFields, WorkspaceRecord>('auth.workspaces.get.v1', {
  needsPrincipal: true,
});
/** Changes what it names and leaves the rest. For admins. */
export const updateWorkspace = command<UpdateWorkspaceRequest, WorkspaceRecord & WithReceipt>(
  'auth.workspaces.update.v1',
  { budgetMs: CHANGE_BUDGET_MS },
);
