import { Refusal } from '@latchkey/contracts';
import { inWorkspace, violatedIndex } from '@latchkey/platform';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Which of the deployment's numbers a workspace sends from, by WhatsApp's id of it. A number belongs to one workspace. */
@Injectable()
export class WhatsAppNumberStore {
  constructor(private readonly database: DataSource) {}

  async find(workspaceId: string): Promise<string | null> {
    const [row] = await inWorkspace(this.database, workspaceId, (rows) =>
      rows.query<{ phone_number_id: string }[]>(
        'SELECT phone_number_id FROM whatsapp_numbers WHERE workspace_id = $1',
        [workspaceId],
      ),
    );
    return row?.phone_number_id ?? null;
  }

  /** @throws Refusal When another workspace has it. */
  async set(workspaceId: string, phoneNumberId: string): Promise<void> {
    try {
      await inWorkspace(this.database, workspaceId, (rows) =>
        rows.query(
          `INSERT INTO whatsapp_numbers (workspace_id, phone_number_id) VALUES ($1, $2)
           ON CONFLICT (workspace_id) DO UPDATE SET phone_number_id = $2, created_at = now()`,
          [workspaceId, phoneNumberId],
        ),
      );
    } catch (error) {
      if (violatedIndex(error) === undefined) throw error;
      throw Refusal.invalid({ phone_number_id: ['belongs to another workspace'] });
    }
  }

  /** False when there was none. */
  async remove(workspaceId: string): Promise<boolean> {
    const [, removed] = await inWorkspace(this.database, workspaceId, (rows) =>
      rows.query<[unknown, number]>('DELETE FROM whatsapp_numbers WHERE workspace_id = $1', [workspaceId]),
    );
    return removed > 0;
  }

  /** Of any workspace: who asks knows the number alone. */
  async workspaceOf(phoneNumberId: string): Promise<string | null> {
    const [{ workspace }] = await this.database.query<[{ workspace: string | null }]>(
      'SELECT across.workspace_of_number($1) AS workspace',
      [phoneNumberId],
    );
    return workspace;
  }
}
