import { Refusal } from '@latchkey/contracts';
import { violatedIndex } from '@latchkey/platform';
import { type DataSource, type FindOptionsWhere, type Repository } from 'typeorm';
import { type QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity.js';
import { v7 as newId } from 'uuid';
import { type LettingGo } from '../contacts/letting-go.js';
import { WorkspaceRows } from '../database/workspace-rows.js';
import { type PageTerms, pageOf, type RowPage } from '../paging/page-of.js';
import { type NamedRow } from './named-row.js';

/** What a caller sets of a row. */
export type FieldsOf<Row extends NamedRow> = Omit<Row, 'id' | 'workspaceId' | 'createdAt' | 'updatedAt'>;

/** Every method takes the workspace first: there is no way to a row but through its tenant. */
export abstract class NamedRowReader<Row extends NamedRow> {
  protected readonly table: WorkspaceRows<Row>;

  constructor(database: DataSource, entity: new () => Row) {
    this.table = new WorkspaceRows(database, entity);
  }

  find(workspaceId: string, id: string): Promise<Row | null> {
    return this.table.in(workspaceId, (rows) => rows.findOneBy(rowOf<Row>(workspaceId, id)));
  }

  page(workspaceId: string, terms: PageTerms): Promise<RowPage<Row>> {
    return this.table.in(workspaceId, (rows) =>
      pageOf(rows.createQueryBuilder('row').where('row.workspaceId = :workspaceId', { workspaceId }), terms),
    );
  }
}

/** The unique index alone decides whether a name is taken: whoever looks first can be overtaken. */
export abstract class NamedRowStore<Row extends NamedRow> extends NamedRowReader<Row> {
  constructor(
    database: DataSource,
    entity: new () => Row,
    private readonly letGo: LettingGo,
  ) {
    super(database, entity);
  }

  /** @throws Refusal When the workspace has another row of that name. */
  add(workspaceId: string, fields: Partial<FieldsOf<Row>>): Promise<Row> {
    const id = newId();
    const row = { ...fields, id, workspaceId } as QueryDeepPartialEntity<Row>;
    return this.refusingTakenNames(workspaceId, async (rows) => {
      await rows.insert(row);
      return rows.findOneByOrFail(rowOf<Row>(workspaceId, id));
    });
  }

  /**
   * Resolves to null when there is no such row.
   * @throws Refusal When the workspace has another row of that name.
   */
  update(workspaceId: string, id: string, changes: Partial<FieldsOf<Row>>): Promise<Row | null> {
    const columns = { ...changes, updatedAt: () => 'now()' } as QueryDeepPartialEntity<Row>;
    return this.refusingTakenNames(workspaceId, async (rows) => {
      if (Object.keys(changes).length > 0) await rows.update(rowOf<Row>(workspaceId, id), columns);
      return rows.findOneBy(rowOf<Row>(workspaceId, id));
    });
  }

  /**
   * Resolves to false when there was no such row. Its contacts are let go of first, in transactions of their own; what
   * names it meanwhile is let go of by PostgreSQL.
   */
  async remove(workspaceId: string, id: string): Promise<boolean> {
    while (await this.table.in(workspaceId, (rows) => this.letGo(rows.manager, workspaceId, id)));
    const { affected } = await this.table.in(workspaceId, (rows) => rows.delete(rowOf<Row>(workspaceId, id)));
    return affected === 1;
  }

  private async refusingTakenNames<Result>(
    workspaceId: string,
    write: (rows: Repository<Row>) => Promise<Result>,
  ): Promise<Result> {
    try {
      return await this.table.in(workspaceId, write);
    } catch (error) {
      if (!violatedIndex(error)?.endsWith('_name_unique')) throw error;
      throw Refusal.invalid({ name: ['is taken in this workspace'] });
    }
  }
}

const rowOf = <Row extends NamedRow>(workspaceId: string, id: string): FindOptionsWhere<Row> =>
  ({ id, workspaceId }) as FindOptionsWhere<Row>;
