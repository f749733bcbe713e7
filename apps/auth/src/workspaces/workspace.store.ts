import { inWorkspace } from '@latchkey/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { WorkspaceEntity } from './workspace.entity.js';

export type WorkspaceChanges = Partial<
  Pick<WorkspaceEntity, 'profile' | 'rateLimits' | 'dashboardOnly' | 'onOwnerLeaves' | 'tokenShapes'>
>;

@Injectable()
export class WorkspaceStore {
  constructor(private readonly database: DataSource) {}

  find(id: string): Promise<WorkspaceEntity> {
    return inWorkspace(this.database, id, (rows) => this.get(rows, id));
  }

  get(rows: EntityManager, id: string): Promise<WorkspaceEntity> {
    return rows.findOneByOrFail(WorkspaceEntity, { id });
  }

  /** Locked until the transaction ends, for others who lock it; whoever only refers to it goes on. */
  lock(rows: EntityManager, id: string): Promise<WorkspaceEntity> {
    return rows.findOneOrFail(WorkspaceEntity, { where: { id }, lock: { mode: 'for_no_key_update' } });
  }

  /** As it is, until the transaction ends: whoever locks it waits for that, and sees what was made under it. */
  hold(rows: EntityManager, id: string): Promise<WorkspaceEntity> {
    return rows.findOneOrFail(WorkspaceEntity, { where: { id }, lock: { mode: 'pessimistic_read' } });
  }

  async update(rows: EntityManager, id: string, changes: WorkspaceChanges): Promise<WorkspaceEntity> {
    await rows.update(WorkspaceEntity, { id }, changes);
    return this.get(rows, id);
  }
}
