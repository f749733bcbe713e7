import { BusClient } from '@latchkey/bus';
import { HealthModule, type HealthProbe } from '@latchkey/platform';
import { Lease, Public, TokenGuardModule } from '@latchkey/token-guard';
import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { AccessTestController } from './api-keys/access-test.controller.js';
import { ApiKeyAuditController } from './api-keys/api-key-audit.controller.js';
import { ApiKeyController } from './api-keys/api-key.controller.js';
import { ImportController } from './api-keys/import.controller.js';
import { BotsModule } from './bots/bots.module.js';
import { type ResourceConfig } from './config/resource.config.js';
import { ContactsModule } from './contacts/contacts.module.js';
import { dataSourceOptions } from './database/data-source.js';
import { GroupsModule } from './groups/groups.module.js';
import { JobsModule } from './jobs/jobs.module.js';
import { MessageBotsModule } from './message-bots/message-bots.module.js';
import { MessagesModule } from './messages/messages.module.js';
import { AnswerExpiry } from './requests/answer-expiry.js';
import { SessionController } from './sessions/session.controller.js';
import { SourcesModule } from './sources/sources.module.js';
import { StatusesModule } from './statuses/statuses.module.js';
import { TeamController } from './team/team.controller.js';
import { TemplateBotsModule } from './template-bots/template-bots.module.js';
import { TemplatesModule } from './templates/templates.module.js';
import { SelfController } from './token-self/self.controller.js';
import { TokenTemplateController } from './token-templates/token-template.controller.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';
import { WorkspaceController } from './workspace/workspace.controller.js';

@Module({})
export class ResourceModule {
  static forRoot(config: ResourceConfig): DynamicModule {
    return {
      module: ResourceModule,
      imports: [
        // Waits for a PostgreSQL that starts later, for a minute.
        TypeOrmModule.forRoot({
          ...dataSourceOptions(config.RESOURCE_DATABASE_URL),
          retryAttempts: 60,
          retryDelay: 1_000,
        }),
        TokenGuardModule.forRoot({
          redisUrl: config.REDIS_URL,
          sealingPublicKey: config.SEALING_PUBLIC_KEY,
          customPrefix: config.TOKEN_CUSTOM_PREFIX,
          unknownTokensPerMinute: config.UNKNOWN_TOKENS_PER_MINUTE,
        }),
        JobsModule.forRoot({ redisUrl: config.REDIS_URL }),
        ContactsModule,
        StatusesModule,
        SourcesModule,
        GroupsModule,
        TemplatesModule,
        TemplateBotsModule,
        MessageBotsModule,
        MessagesModule.forRoot(config),
        BotsModule,
        WebhooksModule.forRoot({
          redisUrl: config.REDIS_URL,
          secretsKey: config.WEBHOOK_SECRETS_KEY,
          allowsLoopback: config.WEBHOOKS_ALLOW_PRIVATE,
        }),
        HealthModule.forRoot({
          openedBy: Public(),
          inject: [DataSource, BusClient, Lease],
          probes: (database: DataSource, bus: BusClient, lease: Lease): HealthProbe[] => [
            { name: 'postgresql', isUp: () => database.query('SELECT 1').then(() => true) },
            { name: 'redis', isUp: () => Promise.resolve(bus.isConnected) },
            { name: 'auth', isUp: () => Promise.resolve(lease.isHeld()) },
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
