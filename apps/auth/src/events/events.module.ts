import { EventStream } from '@latchkey/bus';
import {
  type DynamicModule,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Changes } from '../audit/changes.js';
import { EventRelay } from './event-relay.js';
import { EventRetention } from './event-retention.js';
import { Outbox } from './outbox.js';
import { OutboxMetrics } from './outbox-metrics.js';

@Module({})
export class EventsModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly relay: EventRelay,
    private readonly retention: EventRetention,
    private readonly stream: EventStream,
    private readonly changes: Changes,
  ) {}

  static forRoot(redisUrl: string): DynamicModule {
    const inject = [Outbox, EventStream];
    return {
      module: EventsModule,
      providers: [
        Outbox,
        { provide: EventStream, useFactory: () => new EventStream({ redisUrl, service: 'auth' }) },
        {
          provide: EventRelay,
          inject,
          useFactory: (outbox: Outbox, stream: EventStream) => new EventRelay(outbox, stream),
        },
        {
          provide: EventRetention,
          inject,
          useFactory: (outbox: Outbox, stream: EventStream) => new EventRetention(outbox, stream),
        },
        {
          provide: OutboxMetrics,
          inject,
          useFactory: (outbox: Outbox, stream: EventStream) => new OutboxMetrics(outbox, stream),
        },
      ],
      exports: [OutboxMetrics],
    };
  }

  onApplicationBootstrap(): void {
    this.changes.emitted.subscribe(() => {
      this.relay.wake();
    });
    this.relay.start();
    this.retention.start();
  }

  /** The last commands have been answered by now, and PostgreSQL is still there: global modules close last. */
  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.relay.stop(), this.retention.stop()]);
    this.stream.close();
  }
}
