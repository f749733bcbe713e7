import { Refusal } from '@latchkey/contracts';
import { violatedKey } from '@latchkey/platform';
import { type EntityManager } from 'typeorm';
import { v7 as newId } from 'uuid';
import { type Stage, type WantedStage } from './stage.js';

interface StageRow extends Stage {
  readonly pipeline_id: string;
}

export interface PlacedStage extends Stage {
  readonly pipelineId: string;
}

/** The stages of these pipelines, each in its order. */
export async function stagesOf(
  rows: EntityManager,
  workspaceId: string,
  pipelineIds: readonly string[],
): Promise<ReadonlyMap<string, Stage[]>> {
  const stages = await rows.query<StageRow[]>(
    `SELECT id, pipeline_id, name, kind FROM pipeline_stages
      WHERE workspace_id = $1 AND pipeline_id = ANY ($2) ORDER BY pipeline_id, position`,
    [workspaceId, pipelineIds],
  );
  return new Map(pipelineIds.map((id) => [id, stages.filter(({ pipeline_id }) => pipeline_id === id)]));
}

/**
 * Makes these the stages of a pipeline, in this order: those without an id are added, those that are not among them
 * deleted. The caller holds the pipeline's row, so that nobody else does the same meanwhile.
 * @throws Refusal When one is not of this pipeline, changes its kind, or has deals and is not among them.
 */
export async function arrangeStages(
  rows: EntityManager,
  workspaceId: string,
  pipelineId: string,
  wanted: readonly WantedStage[],
): Promise<void> {
  const known = (await stagesOf(rows, workspaceId, [pipelineId])).get(pipelineId) ?? [];
  refuseOthers(known, wanted);
  const stages = wanted.map(({ id = newId(), name, kind }, position) => ({ id, name, kind, position }));
  await deleteOthers(
    rows,
    workspaceId,
    pipelineId,
    stages.map(({ id }) => id),
  );
  await rows.query(
    `INSERT INTO pipeline_stages (id, workspace_id, pipeline_id, name, kind, position)
     SELECT id, $1, $2, name, kind, position
       FROM jsonb_to_recordset($3) AS stage (id uuid, name text, kind text, position integer)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, position = excluded.position`,
    [workspaceId, pipelineId, JSON.stringify(stages)],
  );
}

/** A stage that became another kind would close, or open again, all deals in it, without anybody having moved one. */
function refuseOthers(known: readonly Stage[], wanted: readonly WantedStage[]): void {
  const kinds = new Map(known.map(({ id, kind }) => [id, kind]));
  for (const [index, { id, kind }] of wanted.entries()) {
    if (id === undefined) continue;
    if (!kinds.has(id))
      throw Refusal.invalid({ [`stages.${index}.id`]: ['names no stage of this pipeline'] });
    if (kinds.get(id) !== kind) {
      throw Refusal.invalid({
        [`stages.${index}.kind`]: ['cannot be changed: add a stage, and move the deals'],
      });
    }
  }
}

async function deleteOthers(
  rows: EntityManager,
  workspaceId: string,
  pipelineId: string,
  kept: readonly string[],
): Promise<void> {
  try {
    await rows.query(
      'DELETE FROM pipeline_stages WHERE workspace_id = $1 AND pipeline_id = $2 AND id <> ALL ($3)',
      [workspaceId, pipelineId, kept],
    );
  } catch (error) {
    if (violatedKey(error) !== 'deals_stage') throw error;
    throw new Refusal(
      'conflict',
      'stage.in_use',
      'A stage that is left out has deals: move or delete them first',
    );
  }
}

export const PLACED = 'stage.id, stage.name, stage.kind, stage.pipeline_id AS "pipelineId"';

/** It is there until the transaction ends. */
export async function findStage(
  rows: EntityManager,
  workspaceId: string,
  id: string,
): Promise<PlacedStage | null> {
  const [stage] = await rows.query<PlacedStage[]>(
    `SELECT ${PLACED} FROM pipeline_stages stage WHERE workspace_id = $1 AND id = $2 FOR KEY SHARE`,
    [workspaceId, id],
  );
  return stage ?? null;
}
