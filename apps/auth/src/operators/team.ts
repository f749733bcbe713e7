import {
  type CreateOperatorRequest,
  holds,
  type ListOperatorsRequest,
  operatorNotFound,
  type OperatorPage,
  type OperatorRecord,
  type OwnerLeaves,
  Refusal,
  type RemovedOperator,
  type RemoveOperatorRequest,
  type UpdateOperatorRequest,
  type WithReceipt,
} from '@latchkey/contracts';
import { violatedIndex } from '@latchkey/platform';
import { Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import { type EntityManager } from 'typeorm';
import { v7 as newId } from 'uuid';
import { entryBy } from '../audit/audit-entry.js';
import { type Command } from '../commands/command.js';
import { Commands } from '../commands/commands.js';
import { pageOf, type PageStart } from '../paging/page.js';
import { WorkspaceStore } from '../workspaces/workspace.store.js';
import { type Actor } from './actor.js';
import { Estate } from './estate.js';
import { type OperatorEntity } from './operator.entity.js';
import { adminsOnly, type OperatorChanges, OperatorStore } from './operator.store.js';
import { Passwords } from './passwords.js';

/** The people of a workspace, managed by its admins (D3a). What they and their tokens may do follows at once (D4). */
@Injectable()
export class Team {
  constructor(
    private readonly operators: OperatorStore,
    private readonly workspaces: WorkspaceStore,
    private readonly commands: Commands,
    private readonly passwords: Passwords,
    private readonly estate: Estate,
  ) {}

  async list(by: Actor, request: ListOperatorsRequest): Promise<OperatorPage> {
    refuseUnlessAdmin(by);
    const find = ({ before, take }: PageStart): Promise<OperatorEntity[]> =>
      this.operators.page(by.workspace.id, take, before);
    return pageOf(request, find, toRecord);
  }

  async create(by: Actor, command: Command<CreateOperatorRequest>): Promise<OperatorRecord> {
    refuseUnlessAdmin(by);
    const { password, email, permissions } = command.request;
    const passwordHash = await this.passwords.hash(password);
    // Even the digest of a password would be worth guessing at: a repetition is told by the rest.
    const remembered = { ...command, request: { email, permissions } };
    try {
      return await this.commands.once(by, remembered, async (change) => {
        await this.operators.holdAdmin(change.rows, by);
        const operator = await this.operators.add(change.rows, {
          id: newId(),
          workspaceId: by.workspace.id,
          email,
          passwordHash,
          permissions: [...permissions],
        });
        change.audit(entryBy(by, 'operator.created', operator.id, { email, permissions }));
        return toRecord(operator);
      });
    } catch (error) {
      if (violatedIndex(error) !== 'operators_email_unique') throw error;
      throw Refusal.invalid({ email: ['belongs to an operator already'] });
    }
  }

  /**
   * Nothing else is written: sessions and tokens are judged by their operator as they are now. Whoever gives up being
   * an admin by this can repeat it: only what is not a repetition asks for one.
   */
  async update(by: Actor, command: Command<UpdateOperatorRequest>): Promise<OperatorRecord & WithReceipt> {
    return this.commands.effective(by, command, async (change) => {
      const { rows } = change;
      const { id, permissions, is_active } = command.request;
      // One change of a team at a time, so that of two admins not each can be the last to go.
      await this.workspaces.lock(rows, by.workspace.id);
      await this.operators.holdAdmin(rows, by);
      const before = await this.operators.lock(rows, by.workspace.id, id);
      if (!before) throw operatorNotFound();
      if (before.leftAt) {
        throw new Refusal('conflict', 'operator.left', 'This operator has left the workspace');
      }
      const wanted = { permissions: permissions && [...permissions], isActive: is_active };
      const changed = differing(before, wanted);
      if (Object.keys(changed).length === 0) return toRecord(before);
      const { isActive = before.isActive, permissions: held = before.permissions } = changed;
      if (isAdmin(before) && !isAdmin({ isActive, permissions: held })) {
        await this.refuseLastAdmin(rows, before);
      }
      const after = await this.operators.update(rows, id, changed);
      const values = (operator: OperatorEntity): object => {
        const { permissions, is_active } = toRecord(operator);
        return { permissions, is_active };
      };
      const detail = { before: values(before), after: values(after) };
      change.audit(entryBy(by, 'operator.updated', id, detail));
      change.touch(id);
      return toRecord(after);
    });
  }

  /** For good. What becomes of their tokens the workspace has said before (D5), in the same change. */
  async remove(by: Actor, command: Command<RemoveOperatorRequest>): Promise<RemovedOperator & WithReceipt> {
    return this.commands.effective(by, command, async (change) => {
      const { rows } = change;
      const { id, transfer_to: heirId } = command.request;
      const { onOwnerLeaves: policy } = await this.workspaces.lock(rows, by.workspace.id);
      await this.operators.holdAdmin(rows, by);
      const before = await this.operators.lock(rows, by.workspace.id, id);
      if (!before || before.leftAt) throw operatorNotFound();
      if (isAdmin(before)) await this.refuseLastAdmin(rows, before);
      await this.refuseHeir(rows, by, { id, policy, heirId });
      const tokens = await this.estate.settle(change, by, { id, policy, heirId: heirId ?? null });
      await this.operators.leave(rows, id);
      const detail = { policy, tokens, ...(heirId !== undefined && { transfer_to: heirId }) };
      change.audit(entryBy(by, 'operator.left', id, detail));
      change.touch(id);
      return { id, tokens, policy };
    });
  }

  private async refuseLastAdmin(rows: EntityManager, { id, workspaceId }: OperatorEntity): Promise<void> {
    if (await this.operators.hasOtherAdmin(rows, workspaceId, id)) return;
    throw new Refusal('conflict', 'operator.last_admin', 'This is the last active admin of the workspace');
  }

  private async refuseHeir(
    rows: EntityManager,
    { workspace }: Actor,
    { id, policy, heirId }: { id: string; policy: OwnerLeaves; heirId: string | undefined },
  ): Promise<void> {
    const refuse = (reason: string): Refusal => Refusal.invalid({ transfer_to: [reason] });
    if (policy !== 'transfer') {
      if (heirId === undefined) return;
      throw refuse(`must be left out: the workspace's policy is ${policy}`);
    }
    if (heirId === undefined)
      throw refuse('must name who gets the tokens: the policy of the workspace is transfer');
    if (heirId === id || !(await this.operators.hold(rows, workspace.id, heirId))) {
      throw refuse('is no other active operator of this workspace');
    }
  }
}

/** As it was when the message was let in, before anything that costs; a change asks again, with the row locked. */
function refuseUnlessAdmin({ operator }: Actor): void {
  if (!holds(operator.permissions, 'admin')) throw adminsOnly();
}

const isAdmin = ({ isActive, permissions }: Pick<OperatorEntity, 'isActive' | 'permissions'>): boolean =>
  isActive && permissions.includes('admin');

/** Permissions are a set: in another order they are the same. */
function differing(before: OperatorEntity, { permissions, isActive }: OperatorChanges): OperatorChanges {
  const isSame = isDeepStrictEqual(new Set(permissions), new Set(before.permissions));
  return {
    ...(permissions && !isSame && { permissions }),
    ...(isActive !== undefined && isActive !== before.isActive && { isActive }),
  };
}

/** Field by field, so that a new column cannot leak. */
const toRecord = (operator: OperatorEntity): OperatorRecord => ({
  id: operator.id,
  email: operator.email ?? '',
  permissions: operator.permissions,
  is_active: operator.isActive,
  created_at: operator.createdAt.toISOString(),
  left_at: operator.leftAt?.toISOString() ?? null,
});
