import { inWorkspace } from '@latchkey/platform';
import { type DataSource, type ObjectLiteral, type Repository } from 'typeorm';

/** One table, of which a transaction sees the rows of one workspace (promise P9). */
export class WorkspaceRows<Row extends ObjectLiteral> {
  constructor(
    private readonly database: DataSource,
    private readonly entity: new () => Row,
  ) {}

  /** One transaction: committed when the work resolves, undone when it rejects. */
  in<Result>(workspaceId: string, work: (rows: Repository<Row>) => Promise<Result>): Promise<Result> {
    return inWorkspace(this.database, workspaceId, (rows) => work(rows.getRepository(this.entity)));
  }
}
