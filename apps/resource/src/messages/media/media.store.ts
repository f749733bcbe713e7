import { inWorkspace } from '@latchkey/platform';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { v7 as newId } from 'uuid';
import { type MediaKind } from '../message.js';

export interface Media {
  readonly id: string;
  readonly kind: MediaKind;
  readonly mimeType: string;
  readonly bytes: number;
  /** What the provider calls it. */
  readonly providerReference: string;
  readonly expiresAt: Date;
}

/** WhatsApp keeps what was uploaded for 30 days; a message may wait for an hour. */
const KEPT = `interval '29 days'`;
const COLUMNS = `id, kind, mime_type AS "mimeType", bytes, provider_reference AS "providerReference", created_at + ${KEPT} AS "expiresAt"`;

/** What was uploaded to the provider, by its name there: the bytes are the provider's alone. */
@Injectable()
export class MediaStore {
  constructor(private readonly database: DataSource) {}

  async add(workspaceId: string, media: Omit<Media, 'id' | 'expiresAt'>): Promise<Media> {
    const { kind, mimeType, bytes, providerReference } = media;
    const [added] = await inWorkspace(this.database, workspaceId, async (rows) => {
      // Here, and so without a task of its own: who uploads much forgets much.
      await rows.query(`DELETE FROM message_media WHERE workspace_id = $1 AND created_at < now() - ${KEPT}`, [
        workspaceId,
      ]);
      return rows.query<[Media]>(
        `INSERT INTO message_media (id, workspace_id, kind, mime_type, bytes, provider_reference)
         VALUES ($1, $2, $3, $4, $5, $6) RETURNING ${COLUMNS}`,
        [newId(), workspaceId, kind, mimeType, bytes, providerReference],
      );
    });
    return added;
  }

  /** null also for what the provider has forgotten by now. */
  async find(workspaceId: string, id: string): Promise<Media | null> {
    const [found] = await inWorkspace(this.database, workspaceId, (rows) =>
      rows.query<Media[]>(
        `SELECT ${COLUMNS} FROM message_media WHERE id = $1 AND workspace_id = $2 AND created_at > now() - ${KEPT}`,
        [id, workspaceId],
      ),
    );
    return found ?? null;
  }
}
