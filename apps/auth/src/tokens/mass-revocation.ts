import {
  holds,
  Refusal,
  type ReplyOf,
  type revokeManyTokens,
  type RevokeManyRequest,
  tokensRevoked,
} from '@latchkey/contracts';
import { Injectable } from '@nestjs/common';
import { entryBy } from '../audit/audit-entry.js';
import { type Command } from '../commands/command.js';
import { Commands } from '../commands/commands.js';
import { eventBy } from '../events/outbox.js';
import { type Actor } from '../operators/actor.js';
import { adminsOnly, OperatorStore } from '../operators/operator.store.js';
import { WorkspaceStore } from '../workspaces/workspace.store.js';

const REVOKE = `
  UPDATE api_tokens SET is_active = false, updated_at = now()
   WHERE workspace_id = $1 AND deleted_at IS NULL AND is_active
     AND ($2::uuid IS NULL OR owner_id = $2) AND ($3::timestamptz IS NULL OR created_at < $3)`;

/** The emergency: many tokens end in one change, with one entry in the log, whatever their number. */
@Injectable()
export class MassRevocation {
  constructor(
    private readonly workspaces: WorkspaceStore,
    private readonly operators: OperatorStore,
    private readonly commands: Commands,
  ) {}

  async revoke(by: Actor, command: Command<RevokeManyRequest>): Promise<ReplyOf<typeof revokeManyTokens>> {
    return this.commands.effective(by, command, async (change) => {
      const { rows } = change;
      const { owner_id = null, created_before = null, reason } = command.request;
      // Whoever issues a token holds the workspace: those that are being issued are waited for, and end with the rest.
      await this.workspaces.lock(rows, by.workspace.id);
      const { permissions } = await this.operators.holdActor(rows, by);
      if (owner_id !== by.operator.id && !holds(permissions, 'admin')) throw adminsOnly();
      if (created_before !== null && Date.parse(created_before) > Date.now() + CLOCKS_APART_MS) {
        throw Refusal.invalid({ created_before: ['must not be in the future'] });
      }
      const [, revoked] = await rows.query<[unknown, number]>(REVOKE, [
        by.workspace.id,
        owner_id,
        created_before,
      ]);
      if (revoked === 0) return { revoked };
      const detail = { owner_id, created_before, count: revoked };
      change.audit(
        entryBy(by, 'tokens.revoked', owner_id ?? by.workspace.id, {
          ...detail,
          ...(reason !== undefined && { reason }),
        }),
      );
      // What is remembered of every token of that owner, or of the workspace, ends by this one entry.
      change.touch(owner_id ?? by.workspace.id);
      change.emit(eventBy(by, tokensRevoked, { ...detail, reason: 'emergency' }));
      return { revoked };
    });
  }
}

/** Whoever says "now" may have a clock that is a little ahead. */
const CLOCKS_APART_MS = 60_000;
