import { Refusal } from '@latchkey/contracts';
import { inWorkspace, violatedIndex, violatedKey } from '@latchkey/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as newId } from 'uuid';
import { type PageTerms, pageOf } from '../paging/page-of.js';
import { provideDefault } from './default-pipeline.js';
import { PipelineEntity } from './pipeline.entity.js';
import { type Stage, type WantedStage } from './stage.js';
import { arrangeStages, stagesOf } from './stages.js';

export interface Pipeline {
  readonly row: PipelineEntity;
  /** In their order. */
  readonly stages: readonly Stage[];
}

export interface PipelineFields {
  readonly name: string;
  readonly stages: readonly WantedStage[];
}

/** Every method takes the workspace first: there is no way to a pipeline but through its tenant. */
@Injectable()
export class PipelineStore {
  constructor(private readonly database: DataSource) {}

  /** A workspace that has no pipeline gets its first one by asking for them. */
  page(
    workspaceId: string,
    terms: PageTerms,
  ): Promise<{ readonly rows: Pipeline[]; readonly nextCursor: string | null }> {
    return inWorkspace(this.database, workspaceId, async (rows) => {
      await provideDefault(rows, workspaceId);
      const query = rows
        .getRepository(PipelineEntity)
        .createQueryBuilder('pipeline')
        .where('pipeline.workspaceId = :workspaceId', { workspaceId });
      const { rows: pipelines, nextCursor } = await pageOf(query, terms);
      return { rows: await withStages(rows, workspaceId, pipelines), nextCursor };
    });
  }

  find(workspaceId: string, id: string): Promise<Pipeline | null> {
    return inWorkspace(this.database, workspaceId, (rows) => found(rows, workspaceId, id));
  }

  /** @throws Refusal When the workspace has another pipeline of that name. */
  add(workspaceId: string, { name, stages }: PipelineFields): Promise<Pipeline> {
    return this.refusingTakenNames(workspaceId, async (rows) => {
      const id = newId();
      await rows.getRepository(PipelineEntity).insert({ id, workspaceId, name });
      await arrangeStages(rows, workspaceId, id, stages);
      return found(rows, workspaceId, id) as Promise<Pipeline>;
    });
  }

  /**
   * Resolves to null when there is no such pipeline.
   * @throws Refusal When the name is taken, or the stages cannot be arranged so.
   */
  update(
    workspaceId: string,
    id: string,
    { name, stages }: Partial<PipelineFields>,
  ): Promise<Pipeline | null> {
    return this.refusingTakenNames(workspaceId, async (rows) => {
      if (name !== undefined || stages) {
        // Holds it: of two that arrange the stages the second finds them as the first left them.
        const { affected } = await rows
          .getRepository(PipelineEntity)
          .update({ id, workspaceId }, { ...(name !== undefined && { name }), updatedAt: () => 'now()' });
        if (affected === 0) return null;
      }
      if (stages) await arrangeStages(rows, workspaceId, id, stages);
      return found(rows, workspaceId, id);
    });
  }

  /**
   * With its stages. Resolves to false when there was no such pipeline.
   * @throws Refusal When there are deals in it.
   */
  async remove(workspaceId: string, id: string): Promise<boolean> {
    try {
      const { affected } = await inWorkspace(this.database, workspaceId, (rows) =>
        rows.getRepository(PipelineEntity).delete({ id, workspaceId }),
      );
      return affected === 1;
    } catch (error) {
      if (violatedKey(error) !== 'deals_stage') throw error;
      throw new Refusal('conflict', 'pipeline.in_use', 'The pipeline has deals: move or delete them first');
    }
  }

  private async refusingTakenNames<Result>(
    workspaceId: string,
    write: (rows: EntityManager) => Promise<Result>,
  ): Promise<Result> {
    try {
      return await inWorkspace(this.database, workspaceId, write);
    } catch (error) {
      if (violatedIndex(error) !== 'pipelines_name_unique') throw error;
      throw Refusal.invalid({ name: ['is taken in this workspace'] });
    }
  }
}

async function found(rows: EntityManager, workspaceId: string, id: string): Promise<Pipeline | null> {
  const row = await rows.getRepository(PipelineEntity).findOneBy({ id, workspaceId });
  return row && { row, stages: (await stagesOf(rows, workspaceId, [id])).get(id) ?? [] };
}

async function withStages(
  rows: EntityManager,
  workspaceId: string,
  pipelines: readonly PipelineEntity[],
): Promise<Pipeline[]> {
  const stages = await stagesOf(
    rows,
    workspaceId,
    pipelines.map(({ id }) => id),
  );
  return pipelines.map((row) => ({ row, stages: stages.get(row.id) ?? [] }));
}
