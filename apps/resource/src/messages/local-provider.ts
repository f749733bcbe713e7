import { inWorkspace } from '@latchkey/platform';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { v7 as newId } from 'uuid';
import { type MessageEntity } from './message.entity.js';
import { type Delivery, MessageProvider } from './message-provider.js';

/** Takes every message and writes it down, in place of a provider that reaches phones. */
@Injectable()
export class LocalProvider extends MessageProvider {
  constructor(private readonly database: DataSource) {
    super();
  }

  async deliver({ id, workspaceId, recipient, content }: MessageEntity): Promise<Delivery> {
    const reference = newId();
    await inWorkspace(this.database, workspaceId, (rows) =>
      rows.query(
        'INSERT INTO local_deliveries (reference, message_id, recipient, content) VALUES ($1, $2, $3, $4)',
        [reference, id, recipient, JSON.stringify(content)],
      ),
    );
    return { outcome: 'accepted', reference };
  }
}
