import { Expiry } from '@latchkey/platform';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

const LIFE_SECONDS = 30 * 24 * 60 * 60;
/** Fewer than elsewhere: each takes its deliveries with it. */
const BATCH = 500;

/** Deletes what webhooks were told thirty days ago. */
@Injectable()
export class EventExpiry extends Expiry {
  constructor(private readonly database: DataSource) {
    super(BATCH, 'Old events of webhooks were not deleted');
  }

  protected async deleteBatch(): Promise<number> {
    const [{ count }] = await this.database.query<[{ count: number }]>(
      'SELECT across.forget_webhook_events($1, $2) AS count',
      [LIFE_SECONDS, BATCH],
    );
    return count;
  }
}
