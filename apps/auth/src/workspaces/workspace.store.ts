import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { WorkspaceEntity } from './workspace.entity.js';

@Injectable()
export class WorkspaceStore {
  get(rows: EntityManager, id: string): Promise<WorkspaceEntity> {
    return rows.findOneByOrFail(WorkspaceEntity, { id });
  }
}
