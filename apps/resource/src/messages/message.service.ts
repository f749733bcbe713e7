import { Refusal } from '@latchkey/contracts';
import { afterCommit } from '@latchkey/platform';
import { Injectable } from '@nestjs/common';
import { type RowPage } from '../paging/page-of.js';
import { TemplateStore } from '../templates/template.store.js';
import { MediaStore } from './media/media.store.js';
import { type ListMessagesDto } from './message-list.dto.js';
import { type MessageEntity } from './message.entity.js';
import { MessageStore } from './message.store.js';
import { type MediaContent, type MediaKind, type NewMessage } from './message.js';
import { MessageSender } from './sending/message-sender.js';

/** What a message shows: where it is on the web, or what was uploaded before. */
export type MediaSource = { readonly media_url: string } | { readonly media_id: string };

/** Each message is written down and answered for at once; it is handed to the provider behind the request. */
@Injectable()
export class MessageService {
  constructor(
    private readonly messages: MessageStore,
    private readonly templates: TemplateStore,
    private readonly media: MediaStore,
    private readonly sender: MessageSender,
  ) {}

  sendText(workspaceId: string, recipient: string, text: string): Promise<MessageEntity> {
    return this.send(workspaceId, { recipient, kind: 'text', content: { text } });
  }

  /** @throws Refusal When the workspace has no such upload, or it is of another kind. */
  async sendMedia(
    workspaceId: string,
    recipient: string,
    kind: MediaKind,
    { caption, ...source }: MediaSource & { readonly caption: string | null },
  ): Promise<MessageEntity> {
    const content: MediaContent =
      'media_url' in source
        ? { media_url: source.media_url, caption }
        : { ...(await this.uploaded(workspaceId, source.media_id, kind)), caption };
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

  page(workspaceId: string, terms: ListMessagesDto): Promise<RowPage<MessageEntity>> {
    return this.messages.page(workspaceId, terms);
  }

  private async uploaded(
    workspaceId: string,
    id: string,
    kind: MediaKind,
  ): Promise<{ readonly media_id: string; readonly provider_reference: string }> {
    const media = await this.media.find(workspaceId, id);
    if (!media) throw Refusal.invalid({ media_id: ['names no upload of this workspace'] });
    // Whatever can be sent can be sent as a document.
    if (kind !== media.kind && kind !== 'document')
      throw Refusal.invalid({ kind: [`must be ${media.kind}, as the upload is`] });
    return { media_id: id, provider_reference: media.providerReference };
  }

  private async send(workspaceId: string, message: NewMessage): Promise<MessageEntity> {
    const queued = await this.messages.queue(workspaceId, message);
    // In the transaction of an idempotency key nobody else sees it yet.
    afterCommit(() => {
      this.sender.soon(queued);
    });
    return queued;
  }
}
