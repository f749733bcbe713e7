import { postgres } from '@latchkey/platform';
import { type DataSourceOptions } from 'typeorm';
import { ContactEntity } from '../contacts/contact.entity.js';
import { ConversationEntity } from '../conversations/conversation.entity.js';
import { DealEntity } from '../deals/deal.entity.js';
import { GroupEntity } from '../groups/group.entity.js';
import { MessageBotEntity } from '../message-bots/message-bot.entity.js';
import { MessageEntity } from '../messages/message.entity.js';
import { PipelineEntity } from '../pipelines/pipeline.entity.js';
import { SourceEntity } from '../sources/source.entity.js';
import { StatusEntity } from '../statuses/status.entity.js';
import { TemplateBotEntity } from '../template-bots/template-bot.entity.js';
import { TemplateEntity } from '../templates/template.entity.js';
import { WebhookDeliveryEntity } from '../webhooks/webhook-delivery.entity.js';
import { WebhookEntity } from '../webhooks/webhook.entity.js';
import { FirstTables1763769600000 } from './migrations/1763769600000-first-tables.js';
import { StatusesSourcesGroups1763780000000 } from './migrations/1763780000000-statuses-sources-groups.js';
import { TemplatesAndBots1763780001000 } from './migrations/1763780001000-templates-and-bots.js';
import { Messages1763780002000 } from './migrations/1763780002000-messages.js';
import { Bots1763780003000 } from './migrations/1763780003000-bots.js';
import { SealedWorkspaces1763784000000 } from './migrations/1763784000000-sealed-workspaces.js';
import { FirstAnswers1763785000000 } from './migrations/1763785000000-first-answers.js';
import { MessageSending1763786000000 } from './migrations/1763786000000-message-sending.js';
import { Webhooks1763787000000 } from './migrations/1763787000000-webhooks.js';
import { ContactRelations1763790000000 } from './migrations/1763790000000-contact-relations.js';
import { ContactWords1763790001000 } from './migrations/1763790001000-contact-words.js';
import { Conversations1763795000000 } from './migrations/1763795000000-conversations.js';
import { Deals1763795001000 } from './migrations/1763795001000-deals.js';
import { Reports1763795002000 } from './migrations/1763795002000-reports.js';
import { ContactsByDay1763796000000 } from './migrations/1763796000000-contacts-by-day.js';
import { Backlogs1763797000000 } from './migrations/1763797000000-backlogs.js';
import { ToldMigrations1763799000000 } from './migrations/1763799000000-told-migrations.js';
import { ExactBatches1763799001000 } from './migrations/1763799001000-exact-batches.js';
import { APP_ROLE } from './roles.js';

/** As whoever logs in, who owns the tables. */
export const migrationOptions = (url: string): DataSourceOptions => optionsAs(null, url);

export const dataSourceOptions = (url: string): DataSourceOptions => optionsAs(APP_ROLE, url);

const optionsAs = (role: string | null, url: string): DataSourceOptions =>
  postgres({
    url,
    role,
    applicationName: 'latchkey-resource',
    entities: [
      ContactEntity,
      StatusEntity,
      SourceEntity,
      GroupEntity,
      TemplateEntity,
      TemplateBotEntity,
      MessageBotEntity,
      MessageEntity,
      WebhookEntity,
      WebhookDeliveryEntity,
      ConversationEntity,
      PipelineEntity,
      DealEntity,
    ],
    migrations: [
      FirstTables1763769600000,
      StatusesSourcesGroups1763780000000,
      TemplatesAndBots1763780001000,
      Messages1763780002000,
      Bots1763780003000,
      SealedWorkspaces1763784000000,
      FirstAnswers1763785000000,
      MessageSending1763786000000,
      Webhooks1763787000000,
      ContactRelations1763790000000,
      ContactWords1763790001000,
      Conversations1763795000000,
      Deals1763795001000,
      Reports1763795002000,
      ContactsByDay1763796000000,
      Backlogs1763797000000,
      ToldMigrations1763799000000,
      ExactBatches1763799001000,
    ],
    // Every query of the API is one or two probes of an index, in a transaction of its own.
    queryTimeoutMs: 800,
  });
