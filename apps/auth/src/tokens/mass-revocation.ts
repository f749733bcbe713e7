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
import { type Change, Changes } from '../audit/changes.js';
import { type Command } from '../commands/command.js';
import { Commands } from '../commands/commands.js';
import { eventBy } from '../events/outbox.js';
import { type Actor } from '../operators/actor.js';
import { adminsOnly, OperatorStore } from '../operators/operator.store.js';
import { WorkspaceStore } from '../workspaces/workspace.store.js';

/** $1 to $3: of which workspace, of whom, issued before when. */
const MEANT = `
  workspace_id = $1 AND deleted_at IS NULL AND is_active
    AND ($2::uuid IS NULL OR owner_id = $2) AND ($3::timestamptz IS NULL OR created_at < $3)`;
const REVOKE = `UPDATE api_tokens SET is_active = false, updated_at = now() WHERE ${MEANT}`;
const REVOKE_SOME = `
  UPDATE api_tokens SET is_active = false, updated_at = now()
   WHERE id IN (SELECT id FROM api_tokens WHERE ${MEANT} ORDER BY id LIMIT $4)`;
const COUNT = `SELECT count(*)::int AS count FROM (SELECT FROM api_tokens WHERE ${MEANT} LIMIT $4) meant`;

/** The emergency: many tokens end in one change, with one entry in the log; tens of thousands do in several. */
@Injectable()
export class MassRevocation {
  /** As many as PostgreSQL changes in about a second on a busy machine: half a million at once would never end in time. */
  mostAtOnce = 20_000;

  constructor(
    private readonly workspaces: WorkspaceStore,
    private readonly operators: OperatorStore,
    private readonly commands: Commands,
    private readonly changes: Changes,
  ) {}

  async revoke(by: Actor, command: Command<RevokeManyRequest>): Promise<ReplyOf<typeof revokeManyTokens>> {
    const before = await this.revokeSurplus(by, command);
    return this.commands.effective(by, command, async (change) => {
      await this.holdAll(change, by, command.request);
      const [, rest] = await change.rows.query<[unknown, number]>(REVOKE, meant(by, command.request));
      tell(change, by, command.request, rest);
      return { revoked: before + rest };
    });
  }

  /**
   * Leaves no more than one transaction can end. Each of these is a change that guards hear of, and a command that is given
   * up half-way goes on from there when it is repeated.
   * @returns How many.
   */
  private async revokeSurplus(by: Actor, command: Command<RevokeManyRequest>): Promise<number> {
    if (await this.commands.wasAnswered(by, command)) return 0;
    let before = 0;
    for (;;) {
      const some = await this.changes.commit(by.workspace.id, (change) =>
        this.revokeSome(change, by, command.request),
      );
      if (some === 0) return before;
      before += some;
    }
  }

  private async revokeSome(change: Change, by: Actor, request: RevokeManyRequest): Promise<number> {
    await this.holdAll(change, by, request);
    const those = meant(by, request);
    const [{ count }] = await change.rows.query<[{ count: number }]>(COUNT, [...those, this.mostAtOnce + 1]);
    if (count <= this.mostAtOnce) return 0;
    const [, some] = await change.rows.query<[unknown, number]>(REVOKE_SOME, [...those, this.mostAtOnce]);
    tell(change, by, request, some);
    return some;
  }

  /** Whoever issues a token holds the workspace: those that are being issued are waited for, and end with the rest. */
  private async holdAll(
    { rows }: Change,
    by: Actor,
    { owner_id, created_before }: RevokeManyRequest,
  ): Promise<void> {
    await this.workspaces.lock(rows, by.workspace.id);
    const { permissions } = await this.operators.holdActor(rows, by);
    if (owner_id !== by.operator.id && !holds(permissions, 'admin')) throw adminsOnly();
    if (created_before !== undefined && Date.parse(created_before) > Date.now() + CLOCKS_APART_MS) {
      throw Refusal.invalid({ created_before: ['must not be in the future'] });
    }
  }
}

const meant = ({ workspace }: Actor, { owner_id, created_before }: RevokeManyRequest): unknown[] => [
  workspace.id,
  owner_id ?? null,
  created_before ?? null,
];

function tell(change: Change, by: Actor, request: RevokeManyRequest, count: number): void {
  if (count === 0) return;
  const { owner_id = null, created_before = null, reason } = request;
  const subject = owner_id ?? by.workspace.id;
  const detail = { owner_id, created_before, count };
  change.audit(
    entryBy(by, 'tokens.revoked', subject, { ...detail, ...(reason !== undefined && { reason }) }),
  );
  // What is remembered of every token of that owner, or of the workspace, ends by this one entry.
  change.touch(subject);
  change.emit(eventBy(by, tokensRevoked, { ...detail, reason: 'emergency' }));
}

/** Whoever says "now" may have a clock that is a little ahead. */
const CLOCKS_APART_MS = 60_000;
