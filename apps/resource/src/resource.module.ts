import { BusClient } from '@latchkey/bus';
import { type Measured } from '@latchkey/metrics';
import {
  DatabaseArrival,
  DatabaseModule,
  HEALTH_PROBES,
  HealthModule,
  type HealthProbe,
  type Metrics,
  MetricsModule,
  poolMetrics,
  readinessMetrics,
} from '@latchkey/platform';
import { GuardMetrics, Lease, Public, TokenGuardModule } from '@latchkey/token-guard';
import { type DynamicModule, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AccessTestController } from './api-keys/access-test.controller.js';
import { ApiKeyAuditController } from './api-keys/api-key-audit.controller.js';
import { ApiKeyController } from './api-keys/api-key.controller.js';
import { ImportController } from './api-keys/import.controller.js';
import { BotsModule } from './bots/bots.module.js';
import { type ResourceConfig } from './config/resource.config.js';
import { ContactsModule } from './contacts/contacts.module.js';
import { ConversationsModule } from './conversations/conversations.module.js';
import { dataSourceOptions } from './database/data-source.js';
import { DealsModule } from './deals/deals.module.js';
import { GroupsModule } from './groups/groups.module.js';
import { BacklogMetrics } from './jobs/backlog-metrics.js';
import { JobsModule } from './jobs/jobs.module.js';
import { MessageBotsModule } from './message-bots/message-bots.module.js';
import { MessagesModule } from './messages/messages.module.js';
import { MessageSender } from './messages/sending/message-sender.js';
import { PipelinesModule } from './pipelines/pipelines.module.js';
import { ReportsModule } from './reports/reports.module.js';
import { AnswerExpiry } from './requests/answer-expiry.js';
import { SessionController } from './sessions/session.controller.js';
import { SourcesModule } from './sources/sources.module.js';
import { StatusesModule } from './statuses/statuses.module.js';
import { TeamController } from './team/team.controller.js';
import { TemplateBotsModule } from './template-bots/template-bots.module.js';
import { TemplatesModule } from './templates/templates.module.js';
import { SelfController } from './token-self/self.controller.js';
import { TokenTemplateController } from './token-templates/token-template.controller.js';
import { Dispatcher } from './webhooks/dispatcher.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';
import { WorkspaceController } from './workspace/workspace.controller.js';

@Module({})
export class ResourceModule {
  static forRoot(config: ResourceConfig, metrics: Metrics): DynamicModule {
    const messages = MessagesModule.forRoot(config);
    const webhooks = WebhooksModule.forRoot({
      redisUrl: config.redisUrl,
      secretsKey: config.WEBHOOK_SECRETS_KEY,
      allowsLoopback: config.WEBHOOKS_ALLOW_PRIVATE,
    });
    return {
      module: ResourceModule,
      imports: [
        DatabaseModule.forRoot(dataSourceOptions(config.databaseUrl), {
          variable: 'RESOURCE_DATABASE_URL',
        }),
        TokenGuardModule.forRoot({
          redisUrl: config.redisUrl,
          sealingPublicKey: config.SEALING_PUBLIC_KEY,
          customPrefix: config.TOKEN_CUSTOM_PREFIX,
          unknownTokensPerMinute: config.UNKNOWN_TOKENS_PER_MINUTE,
          requireHttps: config.requiresHttps,
        }),
        JobsModule.forRoot({ redisUrl: config.redisUrl }),
        ContactsModule,
        StatusesModule,
        SourcesModule,
        GroupsModule,
        TemplatesModule,
        TemplateBotsModule,
        MessageBotsModule,
        messages,
        ConversationsModule,
        PipelinesModule,
        DealsModule,
        ReportsModule,
        BotsModule,
        webhooks,
        HealthModule.forRoot({
          openedBy: Public(),
          inject: [DatabaseArrival, BusClient, Lease],
          probes: (database: DatabaseArrival, bus: BusClient, lease: Lease): HealthProbe[] => [
            database.probe,
            { name: 'redis', isUp: () => Promise.resolve(bus.isConnected) },
            { name: 'auth', isUp: () => Promise.resolve(lease.isHeld()) },
          ],
        }),
        MetricsModule.forRoot({
          metrics,
          address: { port: config.METRICS_PORT, host: config.BIND_ADDRESS },
          imports: [messages, webhooks],
          inject: [HEALTH_PROBES, DataSource, GuardMetrics, BacklogMetrics, MessageSender, Dispatcher],
          measured: (probes: HealthProbe[], database: DataSource, ...features: Measured[]): Measured[] => [
            ...[poolMetrics(database), readinessMetrics(probes)],
            ...features,
          ],
        }),
      ],
      controllers: [
        SessionController,
        AccessTestController,
        ApiKeyAuditController,
        ApiKeyController,
        ImportController,
        TeamController,
        WorkspaceController,
        SelfController,
        TokenTemplateController,
      ],
      providers: [AnswerExpiry],
    };
  }
}
