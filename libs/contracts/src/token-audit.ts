import { question } from './contract.js';
import { PageRequest } from './paging.js';
import { IsTokenId } from './token-fields.js';

/** Something that was done to a token, or to whom it depends on. */
export interface TokenAuditEntry {
  readonly id: string;
  /** RFC 3339 with Z. */
  readonly at: string;
  /** `token.refused` says why its bearer was told 401 (`reason`), which the bearer is not (D12). */
  readonly action: string;
  /** The operator who did it; null: nobody, such as a refusal. */
  readonly actor_id: string | null;
  /** By action: `before` and `after`, `reason`, `count`, … */
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface TokenAuditPage {
  readonly items: readonly TokenAuditEntry[];
  readonly next_cursor: string | null;
}

export class ReadTokenAuditRequest extends PageRequest {
  @IsTokenId()
  readonly id!: string;
}

/** What became of one of the operator's own tokens, the newest first; of deleted ones too (D9). */
export const readTokenAudit = question<ReadTokenAuditRequest, TokenAuditPage>('auth.tokens.audit.v1', {
  needsPrincipal: true,
});
