import {
  ALL_TOKEN_SHAPES,
  Refusal,
  type TokenShape,
  type UpdateWorkspaceRequest,
  type WithReceipt,
  type WorkspaceRecord,
} from '@latchkey/contracts';
import { ownFormatLike, ProfileSet } from '@latchkey/token-format';
import { Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import { entryBy } from '../audit/audit-entry.js';
import { type Command } from '../commands/command.js';
import { Commands } from '../commands/commands.js';
import { type Actor } from '../operators/actor.js';
import { OperatorStore } from '../operators/operator.store.js';
import { type WorkspaceEntity } from './workspace.entity.js';
import { type WorkspaceChanges, WorkspaceStore } from './workspace.store.js';

/** What holds for all tokens of a workspace, as its operators see it and its admins change it. */
@Injectable()
export class WorkspaceService {
  constructor(
    private readonly workspaces: WorkspaceStore,
    private readonly operators: OperatorStore,
    private readonly commands: Commands,
    private readonly profiles: ProfileSet,
  ) {}

  async get(by: Actor): Promise<WorkspaceRecord> {
    return toRecord(await this.workspaces.find(by.workspace.id));
  }

  async update(by: Actor, command: Command<UpdateWorkspaceRequest>): Promise<WorkspaceRecord & WithReceipt> {
    return this.commands.effective(by, command, async (change) => {
      const { rows } = change;
      const { profile, rate_limits, dashboard_only, owner_leaves, token_shapes } = command.request;
      const before = await this.workspaces.lock(rows, by.workspace.id);
      await this.operators.holdAdmin(rows, by);
      if (profile !== undefined && !this.profiles.named(profile)) {
        throw Refusal.invalid({ profile: [`must be one of: ${this.profiles.names.join(', ')}`] });
      }
      if (token_shapes) this.refuseOwnFormats(token_shapes);
      const changed = differing(before, {
        profile,
        rateLimits: rate_limits && [...rate_limits],
        dashboardOnly: dashboard_only,
        onOwnerLeaves: owner_leaves,
        tokenShapes: token_shapes && [...token_shapes],
      });
      if (Object.keys(changed).length === 0) return toRecord(before);
      const after = await this.workspaces.update(rows, before.id, changed);
      const detail = { before: termsOf(before), after: termsOf(after) };
      change.audit(entryBy(by, 'workspace.updated', before.id, detail));
      // The rest is auth's business alone: guards remember nothing of it.
      if (changed.rateLimits) change.touch(before.id);
      if (changed.tokenShapes) change.touch(before.id, ALL_TOKEN_SHAPES);
      return toRecord(after);
    });
  }

  /** Our own are refused without a question when they are mistyped: no list of a workspace may change that (P8). */
  private refuseOwnFormats(shapes: readonly TokenShape[]): void {
    for (const shape of shapes) {
      const own = ownFormatLike(shape, this.profiles);
      if (!own) continue;
      const { prefix, length } = shape;
      throw Refusal.invalid({
        token_shapes: [`"${prefix}" and ${length} characters could be one of Latchkey's own ${own.prefix}…`],
      });
    }
  }
}

type WorkspaceTerms = Omit<WorkspaceRecord, 'slug' | 'name'>;

function differing(before: WorkspaceEntity, wanted: WorkspaceChanges): WorkspaceChanges {
  const isChange = ([field, value]: [string, unknown]): boolean =>
    value !== undefined && !isDeepStrictEqual(value, before[field as keyof WorkspaceChanges]);
  return Object.fromEntries(Object.entries(wanted).filter(isChange));
}

/** What admins may change of it. */
const termsOf = ({
  profile,
  rateLimits,
  dashboardOnly,
  onOwnerLeaves,
  tokenShapes,
}: WorkspaceEntity): WorkspaceTerms => ({
  profile,
  rate_limits: rateLimits,
  dashboard_only: dashboardOnly,
  owner_leaves: onOwnerLeaves,
  token_shapes: tokenShapes,
});

/** Field by field, so that a new column cannot leak. */
const toRecord = (workspace: WorkspaceEntity): WorkspaceRecord => ({
  slug: workspace.slug,
  name: workspace.name,
  ...termsOf(workspace),
});
