import { type Family, Gauge, type Measured } from '@latchkey/metrics';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

interface Backlog {
  readonly due: number;
  readonly oldest_seconds: number;
}

/** What is due in PostgreSQL and was not begun: every replica says the same. */
@Injectable()
export class BacklogMetrics implements Measured {
  readonly families: readonly Family[];

  constructor(private readonly database: DataSource) {
    this.families = [
      new Gauge(
        'latchkey_backlog',
        'Messages and webhook deliveries that are due; 10,000 at most.',
        async () => {
          const { message, webhook } = await this.read();
          return { message: message.due, webhook: webhook.due };
        },
        'of',
      ),
      new Gauge(
        'latchkey_backlog_age_seconds',
        'For how long the oldest of them has been due.',
        async () => {
          const { message, webhook } = await this.read();
          return { message: message.oldest_seconds, webhook: webhook.oldest_seconds };
        },
        'of',
      ),
    ];
  }

  private async read(): Promise<Readonly<Record<'message' | 'webhook', Backlog>>> {
    const [[message], [webhook]] = await Promise.all([
      this.database.query<[Backlog]>('SELECT due, oldest_seconds FROM across.message_backlog()'),
      this.database.query<[Backlog]>('SELECT due, oldest_seconds FROM across.webhook_backlog()'),
    ]);
    return { message, webhook };
  }
}
