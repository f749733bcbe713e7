// Whatever says the type of a list’s items needs it, also where nothing of Nest is loaded.
import 'reflect-metadata';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayNotEmpty, IsArray, IsIn, Matches, ValidateNested } from 'class-validator';
import { command } from './contract.js';
import { CHANGE_BUDGET_MS, type WithReceipt } from './receipts.js';
import { IsDisplay, IsTokenId, IsTokenName, MayBeAbsent } from './token-fields.js';
import { HASHED_PARTS, type HashedPart } from './token-shapes.js';
import { TokenTerms } from './tokens.js';

/** Tokens in one import: a longer list goes in several. */
export const TOKENS_AN_IMPORT = 500;

/** A token of another system, known by its digest only. */
export class ImportedTokenRow extends TokenTerms {
  /** Of what `of` says, in hexadecimal. */
  @Matches(/^[0-9a-f]{64}$/, { message: 'must be 64 lowercase hexadecimal characters' })
  readonly sha256!: string;

  /** What was hashed: one of the workspace's shapes has to say the same. */
  @IsIn(HASHED_PARTS, { message: `must be one of: ${HASHED_PARTS.join(', ')}` })
  readonly of!: HashedPart;

  /** Shown as its `key_prefix`; nothing is looked up by it. */
  @IsDisplay()
  readonly display!: string;

  @IsTokenName()
  readonly name!: string;

  /** An active operator of the workspace; by default whoever imports. */
  @MayBeAbsent()
  @IsTokenId()
  readonly owner_id?: string;
}

export class ImportTokensRequest {
  @IsArray({ message: 'must be a list of tokens' })
  @ArrayNotEmpty({ message: 'must not be empty' })
  @ArrayMaxSize(TOKENS_AN_IMPORT, { message: `must have at most ${TOKENS_AN_IMPORT} tokens` })
  @ValidateNested({ each: true, message: 'must be a list of tokens' })
  @Type(() => ImportedTokenRow)
  readonly tokens!: readonly ImportedTokenRow[];
}

/** A token that was imported, in few words: there may be five hundred. */
export interface ImportedToken {
  readonly id: string;
  readonly name: string;
  readonly key_prefix: string;
  readonly owner_id: string;
}

export interface ImportedTokens {
  /** In the order of the request. */
  readonly tokens: readonly ImportedToken[];
}

/**
 * Takes over tokens that another system issued, all of them or none: their holders keep them (D18). Answered when no
 * guard takes them for unknown any more. For admins.
 */
export const importTokens = command<ImportTokensRequest, ImportedTokens & WithReceipt>(
  'auth.tokens.import.v1',
  { budgetMs: CHANGE_BUDGET_MS },
);
