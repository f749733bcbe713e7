import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsEmail,
  IsIn,
  IsString,
  IsUUID,
  Length,
  MaxLength,
} from 'class-validator';
import { command, question } from './contract.js';
import { PageRequest } from './paging.js';
import { type Permission, PERMISSIONS } from './permissions.js';
import { CHANGE_BUDGET_MS, type WithReceipt } from './receipts.js';
import { Refusal } from './refusal.js';
import { IsSwitch, MayBeAbsent } from './token-fields.js';
import { type OwnerLeaves } from './workspaces.js';

export const PASSWORD_LENGTH = { min: 12, max: 128 } as const;

/** A person who works in a workspace, as its admins see them. Times are RFC 3339 with Z. */
export interface OperatorRecord {
  readonly id: string;
  readonly email: string;
  readonly permissions: readonly Permission[];
  readonly is_active: boolean;
  readonly created_at: string;
  /** Gone for good; null: not. */
  readonly left_at: string | null;
}

export interface OperatorPage {
  readonly items: readonly OperatorRecord[];
  readonly next_cursor: string | null;
}

export class ListOperatorsRequest extends PageRequest {}

export class CreateOperatorRequest {
  @IsEmail({}, { message: 'must be an email address' })
  @MaxLength(254, { message: 'must have at most 254 characters' })
  readonly email!: string;

  @IsString({ message: 'must be a text' })
  @Length(PASSWORD_LENGTH.min, PASSWORD_LENGTH.max, {
    message: `must have ${PASSWORD_LENGTH.min} to ${PASSWORD_LENGTH.max} characters`,
  })
  readonly password!: string;

  @IsArray({ message: 'must be a list of permissions' })
  @ArrayUnique({ message: 'must not name a permission twice' })
  @IsIn(PERMISSIONS, { each: true, message: `each must be one of: ${PERMISSIONS.join(', ')}` })
  readonly permissions!: readonly Permission[];
}

export class UpdateOperatorRequest {
  @IsUUID(undefined, { message: 'must be a UUID' })
  readonly id!: string;

  @MayBeAbsent()
  @IsArray({ message: 'must be a list of permissions' })
  @ArrayUnique({ message: 'must not name a permission twice' })
  @IsIn(PERMISSIONS, { each: true, message: `each must be one of: ${PERMISSIONS.join(', ')}` })
  readonly permissions?: readonly Permission[];

  /** false ends all that the operator and their tokens may do, until it is true again. */
  @MayBeAbsent()
  @IsSwitch()
  readonly is_active?: boolean;
}

export class RemoveOperatorRequest {
  @IsUUID(undefined, { message: 'must be a UUID' })
  readonly id!: string;

  /** Who gets their tokens, where the workspace's policy is `transfer`; named with another policy it is refused. */
  @MayBeAbsent()
  @IsUUID(undefined, { message: 'must be a UUID' })
  readonly transfer_to?: string;
}

export interface RemovedOperator {
  readonly id: string;
  /** Tokens of theirs, and what became of them. */
  readonly tokens: number;
  readonly policy: OwnerLeaves;
}

export const MOST_ASKED_OPERATORS = 500;

export class KnownOperatorsRequest {
  @IsUUID(undefined, { message: 'must be a UUID' })
  readonly workspace_id!: string;

  @IsArray({ message: 'must be a list of UUIDs' })
  @ArrayMaxSize(MOST_ASKED_OPERATORS, { message: `must have at most ${MOST_ASKED_OPERATORS} entries` })
  @IsUUID(undefined, { each: true, message: 'each must be a UUID' })
  readonly ids!: readonly string[];
}

export interface KnownOperators {
  /** Of the ids that were asked for, those of people who are active in the workspace. */
  readonly known: readonly string[];
}

/** A stranger's operator answers as a missing one. */
export const operatorNotFound = (): Refusal =>
  new Refusal('not_found', 'operator.not_found', 'Operator not found');

/** The people of the operator's own workspace, the newest first. For admins. */
export const listOperators = question<ListOperatorsRequest, OperatorPage>('auth.operators.list.v1', {
  needsPrincipal: true,
});
/** For admins. */
export const createOperator = command<CreateOperatorRequest, OperatorRecord>('auth.operators.create.v1', {
  sealedRequest: ['password'],
});
/** Changes what it names and leaves the rest. For admins; a workspace keeps one that is active. */
export const updateOperator = command<UpdateOperatorRequest, OperatorRecord & WithReceipt>(
  'auth.operators.update.v1',
  { budgetMs: CHANGE_BUDGET_MS },
);
/** They leave for good, and their tokens go by the workspace's policy (D5). For admins; a workspace keeps an active one. */
export const removeOperator = command<RemoveOperatorRequest, RemovedOperator & WithReceipt>(
  'auth.operators.remove.v1',
  { budgetMs: CHANGE_BUDGET_MS },
);
/**
 * Whom something can be assigned to. Needs no principal, so that a token can assign too: whoever asks has the ids, and
 * learns no more than whether they are good.
 */
export const knownOperators = question<KnownOperatorsRequest, KnownOperators>('auth.operators.known.v1');
