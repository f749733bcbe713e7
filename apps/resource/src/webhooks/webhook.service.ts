import { Refusal } from '@latchkey/contracts';
import { Injectable } from '@nestjs/common';
import { PublicAddresses } from './public-addresses.js';
import { newSecret, WebhookSecrets } from './webhook-secrets.js';
import { type WebhookEntity } from './webhook.entity.js';
import { MOST_WEBHOOKS, type WebhookFields, WebhookStore } from './webhook.store.js';

export const notFound = (): Refusal => new Refusal('not_found', 'webhook.not_found', 'Webhook not found');

/** What would be sent waits for nothing that is sent: a webhook is activated first. */
const inactive = (): Refusal => new Refusal('conflict', 'webhook.inactive', 'The webhook is not active');

/** A webhook as it is when its secret is shown, which is once. */
export interface Disclosed {
  readonly webhook: WebhookEntity;
  readonly secret: Buffer;
}

@Injectable()
export class WebhookService {
  constructor(
    private readonly webhooks: WebhookStore,
    private readonly secrets: WebhookSecrets,
    private readonly addresses: PublicAddresses,
  ) {}

  /** @throws Refusal For a URL that is not of the public internet, and for one webhook too many. */
  async create(workspaceId: string, fields: WebhookFields): Promise<Disclosed> {
    this.checkUrl(fields.url);
    const secret = newSecret();
    const webhook = await this.webhooks.add(workspaceId, fields, (owner) => this.secrets.seal(secret, owner));
    if (!webhook)
      throw Refusal.invalid({ url: [`is one too many: a workspace has at most ${MOST_WEBHOOKS} webhooks`] });
    return { webhook, secret };
  }

  /** @throws Refusal When the workspace has no such webhook. */
  async get(workspaceId: string, id: string): Promise<WebhookEntity> {
    return found(await this.webhooks.find(workspaceId, id));
  }

  /** @throws Refusal When the workspace has no such webhook. */
  async getActive(workspaceId: string, id: string): Promise<WebhookEntity> {
    const webhook = await this.get(workspaceId, id);
    if (!webhook.isActive) throw inactive();
    return webhook;
  }

  /** @throws Refusal */
  async update(workspaceId: string, id: string, changes: Partial<WebhookFields>): Promise<WebhookEntity> {
    if (changes.url !== undefined) this.checkUrl(changes.url);
    return found(await this.webhooks.update(workspaceId, id, changes));
  }

  /** @throws Refusal When the workspace has no such webhook. */
  async rotateSecret(workspaceId: string, id: string): Promise<Disclosed> {
    const secret = newSecret();
    const sealed = this.secrets.seal(secret, { workspaceId, id });
    return { webhook: found(await this.webhooks.rotateSecret(workspaceId, id, sealed)), secret };
  }

  /** @returns The delivery's id. @throws Refusal */
  async test(workspaceId: string, id: string): Promise<string> {
    await this.getActive(workspaceId, id);
    const delivery = await this.webhooks.test(workspaceId, id);
    if (delivery === null) throw inactive();
    return delivery;
  }

  private checkUrl(url: string): void {
    const flaw = this.addresses.flawOf(url);
    if (flaw) throw Refusal.invalid({ url: [flaw] });
  }
}

function found(webhook: WebhookEntity | null): WebhookEntity {
  if (!webhook) throw notFound();
  return webhook;
}
