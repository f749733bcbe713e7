import { holds, type Permission, Refusal } from '@latchkey/contracts';
import { inWorkspace } from '@latchkey/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In, LessThan } from 'typeorm';
import { type Actor } from './actor.js';
import { OperatorEntity } from './operator.entity.js';

export type NewOperator = Pick<OperatorEntity, 'id' | 'workspaceId' | 'permissions'> & {
  readonly email: string;
  readonly passwordHash: string;
};
export type OperatorChanges = Partial<Pick<OperatorEntity, 'permissions' | 'isActive'>>;

const principalInvalid = (): Refusal =>
  new Refusal('unauthenticated', 'principal.invalid', 'Invalid API token');

export const adminsOnly = (): Refusal =>
  new Refusal('forbidden', 'operator.not_admin', 'Operator does not have the required permission: admin');

@Injectable()
export class OperatorStore {
  constructor(private readonly database: DataSource) {}

  /** People, the newest first; `before` is the last id of the page before. */
  page(workspaceId: string, limit: number, before: string | null): Promise<OperatorEntity[]> {
    return inWorkspace(this.database, workspaceId, (rows) =>
      rows.find(OperatorEntity, {
        where: { workspaceId, kind: 'person', ...(before && { id: LessThan(before) }) },
        order: { id: 'DESC' },
        take: limit,
      }),
    );
  }

  /** Which of these are people who are active in the workspace. */
  async known(workspaceId: string, ids: readonly string[]): Promise<string[]> {
    const found = await inWorkspace(this.database, workspaceId, (rows) =>
      rows.find(OperatorEntity, {
        select: { id: true },
        where: { workspaceId, kind: 'person', isActive: true, id: In(ids) },
      }),
    );
    return found.map(({ id }) => id);
  }

  /**
   * An active operator of the workspace, a service too, who stays so until the transaction ends: whoever deactivates
   * them or changes what they may waits for that, and sees what it made.
   */
  hold(rows: EntityManager, workspaceId: string, id: string): Promise<OperatorEntity | null> {
    return rows.findOne(OperatorEntity, {
      where: { id, workspaceId, isActive: true },
      lock: { mode: 'pessimistic_read' },
    });
  }

  /**
   * The same, of whoever acts: they may have been deactivated since their message was let in.
   * @throws Refusal
   */
  async holdActor(rows: EntityManager, { operator, workspace }: Actor): Promise<OperatorEntity> {
    const actor = await this.hold(rows, workspace.id, operator.id);
    if (!actor) throw principalInvalid();
    return actor;
  }

  /** @throws Refusal Also to whoever was an admin until a moment ago. */
  async holdAdmin(rows: EntityManager, by: Actor): Promise<void> {
    const { permissions } = await this.holdActor(rows, by);
    if (!holds(permissions, 'admin')) throw adminsOnly();
  }

  /**
   * A person, locked until the transaction ends. As strong as an update needs and no stronger: a command of that
   * operator's own holds their row by a foreign key, and may wait for what this transaction has locked.
   */
  lock(rows: EntityManager, workspaceId: string, id: string): Promise<OperatorEntity | null> {
    return rows.findOne(OperatorEntity, {
      where: { id, workspaceId, kind: 'person' },
      lock: { mode: 'for_no_key_update' },
    });
  }

  /** Services are not counted: nobody can sign in as one. */
  async hasOtherAdmin(rows: EntityManager, workspaceId: string, id: string): Promise<boolean> {
    const [{ has }] = await rows.query<[{ has: boolean }]>(
      `SELECT EXISTS (SELECT FROM operators WHERE workspace_id = $1 AND id <> $2
          AND kind = 'person' AND is_active AND $3 = ANY (permissions)) AS has`,
      [workspaceId, id, 'admin' satisfies Permission],
    );
    return has;
  }

  async add(rows: EntityManager, operator: NewOperator): Promise<OperatorEntity> {
    await rows.insert(OperatorEntity, { ...operator, kind: 'person', isActive: true });
    return rows.findOneByOrFail(OperatorEntity, { id: operator.id });
  }

  async leave(rows: EntityManager, id: string): Promise<void> {
    await rows.update(
      OperatorEntity,
      { id },
      { isActive: false, leftAt: () => 'now()', updatedAt: () => 'now()' },
    );
  }

  async update(rows: EntityManager, id: string, changes: OperatorChanges): Promise<OperatorEntity> {
    await rows.update(OperatorEntity, { id }, { ...changes, updatedAt: () => 'now()' });
    return rows.findOneByOrFail(OperatorEntity, { id });
  }
}
