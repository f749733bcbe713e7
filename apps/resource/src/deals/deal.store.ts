import { Refusal } from '@latchkey/contracts';
import { inWorkspace, violatedKey } from '@latchkey/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as newId } from 'uuid';
import { pageOf, type RowPage } from '../paging/page-of.js';
import { firstStage } from '../pipelines/default-pipeline.js';
import { findStage, type PlacedStage } from '../pipelines/stages.js';
import { type ListDealsDto } from './deal.dto.js';
import { DealEntity } from './deal.entity.js';

/** What a caller sets of a deal; its pipeline, its status and when it was closed follow from its stage. */
export type DealFields = Pick<
  DealEntity,
  'title' | 'stageId' | 'amount' | 'currency' | 'contactId' | 'ownerId' | 'expectedCloseDate'
>;

const EMPTY = { amount: null, currency: null, contactId: null, ownerId: null, expectedCloseDate: null };

/** Every method takes the workspace first: there is no way to a deal but through its tenant. */
@Injectable()
export class DealStore {
  constructor(private readonly database: DataSource) {}

  find(workspaceId: string, id: string): Promise<DealEntity | null> {
    return inWorkspace(this.database, workspaceId, (rows) =>
      rows.getRepository(DealEntity).findOneBy({ id, workspaceId }),
    );
  }

  page(workspaceId: string, { limit, cursor, sort, ...exact }: ListDealsDto): Promise<RowPage<DealEntity>> {
    const columns = {
      status: exact.status,
      pipelineId: exact.pipeline_id,
      stageId: exact.stage_id,
      contactId: exact.contact_id,
      ownerId: exact.owner_id,
    };
    return inWorkspace(this.database, workspaceId, (rows) => {
      const query = rows
        .getRepository(DealEntity)
        .createQueryBuilder('deal')
        .where('deal.workspaceId = :workspaceId', { workspaceId });
      for (const [column, value] of Object.entries(columns)) {
        if (value !== undefined) query.andWhere(`deal.${column} = :${column}`, { [column]: value });
      }
      return pageOf(query, { limit, cursor, sort });
    });
  }

  /**
   * Without a stage: in the first of the oldest pipeline, which the workspace gets if it has none.
   * @throws Refusal When there is no such stage or contact in the workspace, or an amount is without currency.
   */
  add(workspaceId: string, fields: Partial<DealFields> & { readonly title: string }): Promise<DealEntity> {
    return this.refusingStrangers(workspaceId, async (rows) => {
      const { stageId, ...columns } = fields;
      const stage = await (stageId === undefined
        ? firstStage(rows, workspaceId)
        : heldStage(rows, workspaceId, stageId));
      const id = newId();
      const deal = { ...EMPTY, ...columns, ...placeIn(stage), id, workspaceId };
      refuseHalfAmount(deal);
      const deals = rows.getRepository(DealEntity);
      await deals.insert({ ...deal, closedAt: stage.kind === 'open' ? null : () => 'now()' });
      return deals.findOneByOrFail({ id, workspaceId });
    });
  }

  /**
   * Resolves to null when there is no such deal.
   * @throws Refusal As for one that is added.
   */
  update(workspaceId: string, id: string, changes: Partial<DealFields>): Promise<DealEntity | null> {
    return this.refusingStrangers(workspaceId, async (rows) => {
      const deals = rows.getRepository(DealEntity);
      // Of two that move it, or change what it is worth, the second finds it as the first left it.
      const lock = { mode: 'for_no_key_update' } as const;
      const deal = await deals.findOne({ where: { id, workspaceId }, lock });
      if (!deal || Object.keys(changes).length === 0) return deal;
      const { amount, currency } = deal;
      refuseHalfAmount({ amount, currency, ...changes });
      const { stageId, ...columns } = changes;
      const stage = stageId === undefined ? null : await heldStage(rows, workspaceId, stageId);
      const move = stage && { ...placeIn(stage), ...closing(deal, stage) };
      await deals.update({ id, workspaceId }, { ...columns, ...move, updatedAt: () => 'now()' });
      return deals.findOneByOrFail({ id, workspaceId });
    });
  }

  /** Resolves to false when there was no such deal. */
  async remove(workspaceId: string, id: string): Promise<boolean> {
    const { affected } = await inWorkspace(this.database, workspaceId, (rows) =>
      rows.getRepository(DealEntity).delete({ id, workspaceId }),
    );
    return affected === 1;
  }

  /** The key alone decides whether the contact is there: whoever looks first can be overtaken. */
  private async refusingStrangers<Result>(
    workspaceId: string,
    write: (rows: EntityManager) => Promise<Result>,
  ): Promise<Result> {
    try {
      return await inWorkspace(this.database, workspaceId, write);
    } catch (error) {
      if (violatedKey(error) !== 'deals_contact') throw error;
      throw Refusal.invalid({ contact_id: ['names no contact of this workspace'] });
    }
  }
}

const placeIn = ({
  id,
  pipelineId,
  kind,
}: PlacedStage): Pick<DealEntity, 'stageId' | 'pipelineId' | 'status'> => ({
  stageId: id,
  pipelineId,
  status: kind,
});

/** From one won stage to another it stays closed since it was; won and then lost, it was closed again. */
function closing(deal: DealEntity, stage: PlacedStage): { closedAt?: null | (() => string) } {
  if (stage.kind === 'open') return { closedAt: null };
  return stage.kind === deal.status ? {} : { closedAt: () => 'now()' };
}

async function heldStage(rows: EntityManager, workspaceId: string, id: string): Promise<PlacedStage> {
  const stage = await findStage(rows, workspaceId, id);
  if (!stage) throw Refusal.invalid({ stage_id: ['names no stage of this workspace'] });
  return stage;
}

function refuseHalfAmount({ amount, currency }: Pick<DealEntity, 'amount' | 'currency'>): void {
  if (amount !== null && currency === null) {
    throw Refusal.invalid({ currency: ['must be given, for there is an amount'] });
  }
  if (amount === null && currency !== null) {
    throw Refusal.invalid({ amount: ['must be given, for there is a currency'] });
  }
}
