import {
  type ReadTokenAuditRequest,
  Refusal,
  type TokenAuditEntry,
  type TokenAuditPage,
  tokenNotFound,
} from '@latchkey/contracts';
import { inWorkspace } from '@latchkey/platform';
import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { DataSource } from 'typeorm';
import { type Actor } from '../operators/actor.js';
import { reachOf } from './api-token.js';
import { TokenStore } from './token.store.js';

const DEFAULT_PAGE = 15;

/** Its own entries, and those of its owner and its workspace that ended it or gave it back. */
const ENTRIES = `
  SELECT entry.id, entry.at, entry.action, entry.actor_id, entry.detail
    FROM audit_entries entry, api_tokens token
   WHERE token.id = $1 AND entry.at >= token.created_at AND ($2::uuid IS NULL OR entry.id < $2)
     AND (entry.subject_id = token.id
          OR entry.subject_id = token.owner_id AND entry.action IN ('operator.updated', 'operator.left', 'tokens.revoked')
          OR entry.subject_id = token.workspace_id AND entry.action = 'tokens.revoked')
   ORDER BY entry.id DESC LIMIT $3`;

type Row = Omit<TokenAuditEntry, 'at'> & { readonly at: Date };

/** What became of a token, for its owner to read. */
@Injectable()
export class TokenAudit {
  constructor(
    private readonly database: DataSource,
    private readonly tokens: TokenStore,
  ) {}

  async read(
    by: Actor,
    { id, limit = DEFAULT_PAGE, cursor }: ReadTokenAuditRequest,
  ): Promise<TokenAuditPage> {
    if (cursor !== undefined && !isUUID(cursor)) {
      throw Refusal.invalid({ cursor: ['must be the next_cursor of the page before'] });
    }
    const found = await inWorkspace(this.database, by.workspace.id, async (rows) => {
      if (!(await this.tokens.isWithin(rows, reachOf(by), id))) throw tokenNotFound();
      // One more than asked for tells whether there is a next page.
      return rows.query<Row[]>(ENTRIES, [id, cursor ?? null, limit + 1]);
    });
    const items = found.slice(0, limit).map((row) => ({ ...row, at: row.at.toISOString() }));
    return { items, next_cursor: found.length > limit ? (items.at(-1)?.id ?? null) : null };
  }
}
