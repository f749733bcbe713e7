import { Refusal } from '@latchkey/contracts';
import { violatedIndex } from '@latchkey/platform';
import { type DataSource, type FindOptionsWhere, type Repository } from 'typeorm';
import { type QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity.js';
import { v7 as newId } from 'uuid';
import { type PageTerms, pageOf, type RowPage } from '../paging/page-of.js';
import { type NamedRow } from './named-row.js';

/** What a caller sets of a row. */
export type FieldsOf<Row extends NamedRow> = Omit<Row, 'id' | 'workspaceId' | 'createdAt' | 'updatedAt'>;

/** Every method takes the workspace first: there is no way to a row but through its tenant. */
export abstract class NamedRowReader<Row extends NamedRow> {
  protected readonly rows: Repository<Row>;

  constructor(database: DataSource, entity: new () => Row) {
    this.rows = database.getRepository(entity);
  }

  find(workspaceId: string, id: string): Promise<Row | null> {
    return this.rows.findOneBy(rowOf<Row>(workspaceId, id));
  }

  page(workspaceId: string, terms: PageTerms): Promise<RowPage<Row>> {
    const query = this.rows
      .createQueryBuilder('row')
      .where('row.workspaceId = :workspaceId', { workspaceId });
    return pageOf(query, terms);
  }
}

/** The unique index alone decides whether a name is taken: whoever looks first can be overtaken. */
export abstract class NamedRowStore<Row extends NamedRow> extends NamedRowReader<Row> {
  /** @throws Refusal When the workspace has another row of that name. */
  async add(workspaceId: string, fields: Partial<FieldsOf<Row>>): Promise<Row> {
    const id = newId();
    const row = { ...fields, id, workspaceId } as QueryDeepPartialEntity<Row>;
    await this.refusingTakenNames(() => this.rows.insert(row));
    return this.rows.findOneByOrFail(rowOf<Row>(workspaceId, id));
  }

  /**
   * Resolves to null when there is no such row.
   * @throws Refusal When the workspace has another row of that name.
   */
  async update(workspaceId: string, id: string, changes: Partial<FieldsOf<Row>>): Promise<Row | null> {
    if (Object.keys(changes).length > 0) {
      const columns = { ...changes, updatedAt: () => 'now()' } as QueryDeepPartialEntity<Row>;
      await this.refusingTakenNames(() => this.rows.update(rowOf<Row>(workspaceId, id), columns));
    }
    return this.find(workspaceId, id);
  }

  /** Resolves to false when there was no such row. */
  async remove(workspaceId: string, id: string): Promise<boolean> {
    const { affected } = await this.rows.delete(rowOf<Row>(workspaceId, id));
    return affected === 1;
  }

  private async refusingTakenNames(write: () => Promise<unknown>): Promise<void> {
    try {
      await write();
    } catch (error) {
      if (violatedIndex(error) !== `${this.rows.metadata.tableName}_name_unique`) throw error;
      throw Refusal.invalid({ name: ['is taken in this workspace'] });
    }
  }
}

const rowOf = <Row extends NamedRow>(workspaceId: string, id: string): FindOptionsWhere<Row> =>
  ({ id, workspaceId }) as FindOptionsWhere<Row>;
