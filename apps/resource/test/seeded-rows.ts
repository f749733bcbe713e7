import pg from 'pg';
import { v7 as newId } from 'uuid';
import { aPhone } from './a-phone.js';

/** What a row needs beside its id and its workspace. */
const columnsOf = {
  contacts: { firstname: 'Ada', type: 'lead' },
  statuses: { name: 'Won' },
  sources: { name: 'Web' },
  groups: { name: 'Partners' },
  templates: {
    name: 'order_update',
    language: 'en_US',
    category: 'utility',
    status: 'approved',
    body: 'Hello {{1}}, your order {{2}} is on its way.',
    parameter_count: 2,
  },
  template_bots: { name: 'Greeter', trigger: 'hello' },
  message_bots: { name: 'Hours', trigger: 'opening hours', reply_text: 'We open at nine.' },
  bots: { name: 'Concierge' },
  messages: { recipient: '+14155552671', kind: 'text', content: { text: 'Hello' }, status: 'queued' },
} as const;

export type Table = keyof typeof columnsOf;

/** Puts rows where no endpoint makes them, or another workspace's. */
export class SeededRows {
  private readonly pool: pg.Pool;

  constructor(databaseUrl: string) {
    this.pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  }

  stop(): Promise<void> {
    return this.pool.end();
  }

  async query<Row>(statement: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return (await this.pool.query(statement, [...parameters])).rows as Row[];
  }

  /** Resolves to its id. */
  async add(table: Table, workspaceId: string, terms: Record<string, unknown> = {}): Promise<string> {
    const id = newId();
    const row: Record<string, unknown> = { ...columnsOf[table], id, workspace_id: workspaceId };
    // Names are unique in a workspace: of two rows, each has its own.
    if ('name' in row) row.name = `${String(row.name)} ${id}`;
    if (table === 'contacts') row.phone = aPhone();
    if (table === 'template_bots') row.template_id ??= await this.add('templates', workspaceId);
    Object.assign(row, terms);
    const places = Object.keys(row).map((_, index) => `$${index + 1}`);
    await this.query(
      `INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${places.join(', ')})`,
      Object.values(row),
    );
    return id;
  }
}
