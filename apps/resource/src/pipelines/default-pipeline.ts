import { type EntityManager } from 'typeorm';
import { v7 as newId } from 'uuid';
import { type WantedStage } from './stage.js';
import { arrangeStages, PLACED, type PlacedStage } from './stages.js';

/** What a workspace begins with. */
const NAME = 'Sales';
const STAGES: readonly WantedStage[] = [
  { name: 'New', kind: 'open' },
  { name: 'Qualified', kind: 'open' },
  { name: 'Proposal', kind: 'open' },
  { name: 'Negotiation', kind: 'open' },
  { name: 'Won', kind: 'won' },
  { name: 'Lost', kind: 'lost' },
];

/** For a workspace that has no pipeline. Of two who ask first at once, one makes it, and the other waits for that. */
export async function provideDefault(rows: EntityManager, workspaceId: string): Promise<void> {
  const [made] = await rows.query<{ id: string }[]>(
    `INSERT INTO pipelines (id, workspace_id, name)
     SELECT $1, $2, $3 WHERE NOT EXISTS (SELECT FROM pipelines WHERE workspace_id = $2)
     ON CONFLICT DO NOTHING RETURNING id`,
    [newId(), workspaceId, NAME],
  );
  if (made) await arrangeStages(rows, workspaceId, made.id, STAGES);
}

/** Where a deal stands of which nothing is said: the first stage of the oldest pipeline. */
export async function firstStage(rows: EntityManager, workspaceId: string): Promise<PlacedStage> {
  await provideDefault(rows, workspaceId);
  const [stage] = await rows.query<PlacedStage[]>(
    `SELECT ${PLACED}
       FROM pipelines pipeline
       JOIN pipeline_stages stage ON stage.workspace_id = pipeline.workspace_id AND stage.pipeline_id = pipeline.id
      WHERE pipeline.workspace_id = $1
      ORDER BY pipeline.created_at, pipeline.id, stage.position LIMIT 1 FOR KEY SHARE OF stage`,
    [workspaceId],
  );
  if (!stage) throw new Error('A pipeline without stages');
  return stage;
}
