import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { WorkspaceEntity } from './workspace.entity.js';

@Injectable()
export class WorkspaceStore {
  constructor(private readonly database: DataSource) {}

  get(id: string): Promise<WorkspaceEntity> {
    return this.database.manager.findOneByOrFail(WorkspaceEntity, { id });
  }
}
