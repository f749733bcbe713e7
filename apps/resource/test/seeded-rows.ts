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
  // To an address that nobody has, and that is not called: it is not public.
  webhooks: { url: 'https://192.0.2.1/', events: ['token.*'], secret: Buffer.alloc(64) },
  messages: { recipient: '+14155552671', kind: 'text', content: { text: 'Hello' }, status: 'queued' },
  conversations: {
    last_message_at: '2026-11-22T09:00:00.000Z',
    last_message_direction: 'inbound',
    last_message_preview: 'Hello',
  },
  pipelines: { name: 'Sales' },
  deals: { title: 'Ten seats', status: 'open' },
} as const;

export type Table = keyof typeof columnsOf;

/** By what the paths call them. */
export const TABLES: Readonly<Record<string, Table>> = {
  contacts: 'contacts',
  statuses: 'statuses',
  sources: 'sources',
  groups: 'groups',
  templates: 'templates',
  templatebots: 'template_bots',
  messagebots: 'message_bots',
  messages: 'messages',
  bot: 'bots',
  webhooks: 'webhooks',
  conversations: 'conversations',
  pipelines: 'pipelines',
  deals: 'deals',
};

/** Puts rows where no endpoint makes them, or another workspace's. */
export class SeededRows {
  private readonly pool: pg.Pool;
  /** Of conversations: a workspace has one with each. */
  private phones = 5_550_100;

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
    if (table === 'conversations') row.phone = `+1415${String(this.phones++)}`;
    if (table === 'deals') Object.assign(row, await this.stageOf(workspaceId));
    Object.assign(row, terms);
    const places = Object.keys(row).map((_, index) => `$${index + 1}`);
    await this.query(
      `INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${places.join(', ')})`,
      Object.values(row),
    );
    if (table === 'webhooks') await this.addDelivery(id, workspaceId);
    if (table === 'pipelines') await this.addStage(workspaceId, id);
    return id;
  }

  /** What a deal needs, of a pipeline of its own. */
  private async stageOf(workspaceId: string): Promise<{ pipeline_id: string; stage_id: string }> {
    const pipeline_id = await this.add('pipelines', workspaceId);
    return { pipeline_id, stage_id: await this.addStage(workspaceId, pipeline_id) };
  }

  private async addStage(workspaceId: string, pipelineId: string): Promise<string> {
    const id = newId();
    await this.query(
      `INSERT INTO pipeline_stages (id, workspace_id, pipeline_id, name, kind, position) VALUES ($1, $2, $3, 'New', 'open', 0)`,
      [id, workspaceId, pipelineId],
    );
    return id;
  }

  /** What is in the log of a webhook, under the webhook's own id: a path that names both needs one. */
  private async addDelivery(id: string, workspaceId: string): Promise<void> {
    await this.query(
      `INSERT INTO webhook_events (workspace_id, id, type, at, data) VALUES ($1, $2, 'token.restored', now(), '{}')`,
      [workspaceId, id],
    );
    await this.query(
      `INSERT INTO webhook_deliveries (workspace_id, webhook_id, event_id, type, status, next_at)
       VALUES ($1, $2, $2, 'token.restored', 'failed', NULL)`,
      [workspaceId, id],
    );
  }
}
