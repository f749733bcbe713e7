import { inWorkspace } from '@latchkey/platform';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { v7 as newId } from 'uuid';
import { WorkspaceRows } from '../database/workspace-rows.js';
import { pageOf, type PageTerms, type RowPage } from '../paging/page-of.js';
import { type SecretOwner } from './webhook-secrets.js';
import { WebhookEntity } from './webhook.entity.js';
import { WebhookOutbox } from './webhook-outbox.js';

/** Each event of a workspace is written down once for each of them. */
export const MOST_WEBHOOKS = 20;
/** How long the secret before goes on signing beside the new one. */
const OVERLAP = '24 hours';

export type WebhookFields = Pick<WebhookEntity, 'url' | 'events' | 'description' | 'isActive'>;

/** Every method takes the workspace first: there is no way to a webhook but through its tenant. */
@Injectable()
export class WebhookStore {
  private readonly webhooks: WorkspaceRows<WebhookEntity>;

  constructor(private readonly database: DataSource) {
    this.webhooks = new WorkspaceRows(database, WebhookEntity);
  }

  /** Null when the workspace has as many as it may. @param seal Of a secret, for the webhook of that id. */
  async add(
    workspaceId: string,
    fields: WebhookFields,
    seal: (owner: SecretOwner) => Buffer,
  ): Promise<WebhookEntity | null> {
    const id = newId();
    return this.webhooks.in(workspaceId, async (rows) => {
      // One after the other, or two at once would both be the last that may.
      await rows.query(`SELECT pg_advisory_xact_lock(hashtextextended('webhooks of ' || $1, 0))`, [
        workspaceId,
      ]);
      if ((await rows.countBy({ workspaceId })) >= MOST_WEBHOOKS) return null;
      await rows.insert({ ...fields, id, workspaceId, secret: seal({ workspaceId, id }) });
      return rows.findOneByOrFail({ id, workspaceId });
    });
  }

  find(workspaceId: string, id: string): Promise<WebhookEntity | null> {
    return this.webhooks.in(workspaceId, (rows) => rows.findOneBy({ id, workspaceId }));
  }

  page(workspaceId: string, terms: PageTerms): Promise<RowPage<WebhookEntity>> {
    return this.webhooks.in(workspaceId, (rows) =>
      pageOf(
        rows.createQueryBuilder('webhook').where('webhook.workspaceId = :workspaceId', { workspaceId }),
        terms,
      ),
    );
  }

  /** Resolves to null when there is no such webhook. One that is activated has failed at nothing yet. */
  update(workspaceId: string, id: string, changes: Partial<WebhookFields>): Promise<WebhookEntity | null> {
    const fresh = changes.isActive ? { failingSince: () => 'NULL', deactivatedReason: () => 'NULL' } : {};
    return this.webhooks.in(workspaceId, async (rows) => {
      if (Object.keys(changes).length > 0) {
        await rows.update({ id, workspaceId }, { ...changes, ...fresh, updatedAt: () => 'now()' });
      }
      return rows.findOneBy({ id, workspaceId });
    });
  }

  /** Resolves to null when there is no such webhook. */
  rotateSecret(workspaceId: string, id: string, sealed: Buffer): Promise<WebhookEntity | null> {
    return this.webhooks.in(workspaceId, async (rows) => {
      await rows.update(
        { id, workspaceId },
        {
          secret: sealed,
          // What they were before this statement.
          previousSecret: () => 'secret',
          previousUntil: () => `now() + interval '${OVERLAP}'`,
          updatedAt: () => 'now()',
        },
      );
      return rows.findOneBy({ id, workspaceId });
    });
  }

  /** Resolves to false when there was no such webhook. What is on its way to it is canceled, and kept for its time. */
  async remove(workspaceId: string, id: string): Promise<boolean> {
    const { affected } = await this.webhooks.in(workspaceId, (rows) => rows.delete({ id, workspaceId }));
    return affected === 1;
  }

  /** The id of the delivery that tries it out; null when there is no such webhook, or it is inactive. */
  async test(workspaceId: string, id: string): Promise<string | null> {
    return inWorkspace(this.database, workspaceId, async (rows) => {
      const webhook = await rows.findOneBy(WebhookEntity, { id, workspaceId, isActive: true });
      return webhook && WebhookOutbox.noteTest(rows, workspaceId, id);
    });
  }
}
