import { Refusal } from '@latchkey/contracts';
import { Injectable, Logger } from '@nestjs/common';
import { TemplateStore } from '../templates/template.store.js';
import { type Delivery, MessageProvider } from './message-provider.js';
import { type MessageEntity } from './message.entity.js';
import { MessageStore } from './message.store.js';
import { type MediaContent, type MediaKind, type NewMessage } from './message.js';

@Injectable()
export class MessageService {
  private readonly logger = new Logger('Messages');

  constructor(
    private readonly messages: MessageStore,
    private readonly templates: TemplateStore,
    private readonly provider: MessageProvider,
  ) {}

  sendText(workspaceId: string, recipient: string, text: string): Promise<MessageEntity> {
    return this.send(workspaceId, { recipient, kind: 'text', content: { text } });
  }

  sendMedia(
    workspaceId: string,
    recipient: string,
    kind: MediaKind,
    content: MediaContent,
  ): Promise<MessageEntity> {
    return this.send(workspaceId, { recipient, kind, content });
  }

  /** @throws Refusal When the workspace has no such template, or it cannot be sent with these parameters. */
  async sendTemplate(
    workspaceId: string,
    recipient: string,
    templateId: string,
    parameters: readonly string[],
  ): Promise<MessageEntity> {
    const template = await this.templates.find(workspaceId, templateId);
    if (!template) throw Refusal.invalid({ template_id: ['names no template of this workspace'] });
    if (template.status !== 'approved') throw Refusal.invalid({ template_id: ['is not approved'] });
    const { name, language, parameterCount } = template;
    if (parameters.length !== parameterCount) {
      throw Refusal.invalid({ parameters: [`must have exactly ${parameterCount} entries`] });
    }
    const content = { template_id: templateId, name, language, parameters };
    return this.send(workspaceId, { recipient, kind: 'template', content });
  }

  find(workspaceId: string, id: string): Promise<MessageEntity | null> {
    return this.messages.find(workspaceId, id);
  }

  private async send(workspaceId: string, message: NewMessage): Promise<MessageEntity> {
    const queued = await this.messages.queue(workspaceId, message);
    const delivery = await this.deliver(queued);
    return delivery ? this.messages.settle(workspaceId, queued.id, delivery) : queued;
  }

  /** A provider that cannot tell has perhaps sent it: that is no failure, and an error would have the caller send it twice. */
  private async deliver(message: MessageEntity): Promise<Delivery | null> {
    try {
      return await this.provider.deliver(message);
    } catch (error) {
      this.logger.warn(`Nobody knows whether message ${message.id} was taken: ${String(error)}`);
      return null;
    }
  }
}
