import {
  type ReadTokenAuditRequest,
  type TokenAuditEntry,
  type TokenAuditPage,
  tokenNotFound,
} from '@latchkey/contracts';
import { inWorkspace } from '@latchkey/platform';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor } from '../operators/actor.js';
import { pageOf, type PageStart } from '../paging/page.js';
import { reachOf } from './api-token.js';
import { TokenStore } from './token.store.js';

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

  read(by: Actor, { id, ...page }: ReadTokenAuditRequest): Promise<TokenAuditPage> {
    const find = ({ before, take }: PageStart): Promise<Row[]> =>
      inWorkspace(this.database, by.workspace.id, async (rows) => {
        if (!(await this.tokens.isWithin(rows, reachOf(by), id))) throw tokenNotFound();
        return rows.query<Row[]>(ENTRIES, [id, before, take]);
      });
    return pageOf(page, find, (row) => ({ ...row, at: row.at.toISOString() }));
  }
}
