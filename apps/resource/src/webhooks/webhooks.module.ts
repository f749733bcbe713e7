import { EventServer } from '@latchkey/bus';
import { type DynamicModule, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AttemptStore } from './attempt.store.js';
import { DeliveryController } from './delivery.controller.js';
import { DeliveryStore } from './delivery.store.js';
import { Dispatcher } from './dispatcher.js';
import { EventExpiry } from './event-expiry.js';
import { PublicAddresses } from './public-addresses.js';
import { TokenEvents } from './token-events.js';
import { WebhookCaller } from './webhook-caller.js';
import { readWebhookSecrets, WebhookSecrets } from './webhook-secrets.js';
import { WebhookController } from './webhook.controller.js';
import { WebhookService } from './webhook.service.js';
import { WebhookStore } from './webhook.store.js';

/** Once a minute at the slowest, so for as long as auth keeps an event: PostgreSQL may be away for a while. */
const MOST_DELIVERIES = 10_000;

export interface WebhooksOptions {
  readonly redisUrl: string;
  /** As `WEBHOOK_SECRETS_KEY`. */
  readonly secretsKey: string;
  /** For development and tests. */
  readonly allowsLoopback: boolean;
}

@Module({})
export class WebhooksModule {
  static forRoot({ redisUrl, secretsKey, allowsLoopback }: WebhooksOptions): DynamicModule {
    return {
      module: WebhooksModule,
      controllers: [WebhookController, DeliveryController],
      providers: [
        WebhookService,
        WebhookStore,
        DeliveryStore,
        AttemptStore,
        Dispatcher,
        EventExpiry,
        { provide: WebhookSecrets, useFactory: () => readWebhookSecrets(secretsKey) },
        { provide: PublicAddresses, useFactory: () => new PublicAddresses({ allowsLoopback }) },
        {
          provide: WebhookCaller,
          inject: [PublicAddresses],
          useFactory: (addresses: PublicAddresses) => new WebhookCaller(addresses),
        },
        {
          provide: TokenEvents,
          inject: [DataSource],
          useFactory: (database: DataSource) =>
            new TokenEvents(
              new EventServer({
                redisUrl,
                service: 'auth',
                group: 'resource',
                maxDeliveries: MOST_DELIVERIES,
              }),
              database,
            ),
        },
      ],
      exports: [Dispatcher],
    };
  }
}
