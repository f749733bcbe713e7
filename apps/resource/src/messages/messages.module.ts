import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { TemplatesModule } from '../templates/templates.module.js';
import { MediaController, UploadTerms } from './media/media.controller.js';
import { MediaStore } from './media/media.store.js';
import { MessageController } from './message.controller.js';
import { MessageService } from './message.service.js';
import { MessageStore } from './message.store.js';
import { LocalProvider } from './providers/local-provider.js';
import { MessageProvider } from './providers/message-provider.js';
import { AttemptStore } from './sending/attempt.store.js';
import { AttemptTerms, MessageSender } from './sending/message-sender.js';
import { StatusReports } from './sending/status-reports.js';
import { WhatsAppNumberController } from './whatsapp/whatsapp-number.controller.js';
import { WhatsAppNumberStore } from './whatsapp/whatsapp-number.store.js';
import { WhatsAppProvider } from './whatsapp/whatsapp-provider.js';
import { WhatsAppWebhookController } from './whatsapp/whatsapp-webhook.controller.js';
import { WhatsAppWebhook } from './whatsapp/whatsapp-webhook.js';

export interface MessagesConfig {
  readonly WHATSAPP_ACCESS_TOKEN?: string;
  readonly WHATSAPP_APP_SECRET?: string;
  readonly WHATSAPP_VERIFY_TOKEN?: string;
  readonly WHATSAPP_API_URL: string;
  readonly MESSAGE_TIMEOUT_MS: number;
  readonly UPLOAD_MAX_MB: number;
}

@Module({})
export class MessagesModule {
  static forRoot(config: MessagesConfig): DynamicModule {
    return {
      module: MessagesModule,
      imports: [TemplatesModule],
      controllers: [MediaController, MessageController, WhatsAppNumberController, WhatsAppWebhookController],
      providers: [
        MessageService,
        MessageStore,
        MediaStore,
        AttemptStore,
        MessageSender,
        StatusReports,
        WhatsAppNumberStore,
        { provide: AttemptTerms, useValue: { timeoutMs: config.MESSAGE_TIMEOUT_MS } },
        { provide: UploadTerms, useValue: { mostBytes: config.UPLOAD_MAX_MB * 1024 * 1024 } },
        ...providerOf(config),
      ],
      exports: [MessageSender],
    };
  }
}

/** WhatsApp where there are credentials for it: the configuration has all of them, or none. */
function providerOf(config: MessagesConfig): Provider[] {
  const {
    WHATSAPP_ACCESS_TOKEN: accessToken,
    WHATSAPP_APP_SECRET: appSecret,
    WHATSAPP_VERIFY_TOKEN: verifyToken,
    WHATSAPP_API_URL: apiUrl,
    MESSAGE_TIMEOUT_MS: timeoutMs,
  } = config;
  if (accessToken === undefined || appSecret === undefined || verifyToken === undefined) {
    return [
      {
        provide: MessageProvider,
        inject: [DataSource, StatusReports],
        useFactory: (database: DataSource, reports: StatusReports) => new LocalProvider(database, reports),
      },
    ];
  }
  return [
    {
      provide: MessageProvider,
      inject: [WhatsAppNumberStore],
      useFactory: (numbers: WhatsAppNumberStore) =>
        new WhatsAppProvider({ apiUrl, accessToken, timeoutMs }, numbers),
    },
    {
      provide: WhatsAppWebhook,
      inject: [WhatsAppNumberStore, StatusReports, MessageStore],
      useFactory: (numbers: WhatsAppNumberStore, reports: StatusReports, messages: MessageStore) =>
        new WhatsAppWebhook({ appSecret, verifyToken }, numbers, reports, messages),
    },
  ];
}
