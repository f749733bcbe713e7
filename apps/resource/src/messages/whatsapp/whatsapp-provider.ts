import { Refusal } from '@latchkey/contracts';
import { Injectable } from '@nestjs/common';
import { openAsBlob } from 'node:fs';
import { type MessageEntity } from '../message.entity.js';
import { type Delivery, MessageProvider, type UploadedFile } from '../providers/message-provider.js';
import { post } from './http-exchange.js';
import { deliveryOf, errorIn, parse, REFERENCE } from './whatsapp-answers.js';
import { whatsAppBody } from './whatsapp-body.js';
import { WhatsAppNumberStore } from './whatsapp-number.store.js';

export interface WhatsAppAccess {
  /** With the version: `https://graph.facebook.com/v23.0`. */
  readonly apiUrl: string;
  readonly accessToken: string;
  readonly timeoutMs: number;
}

const UPLOAD_MS = 60_000;
const NO_NUMBER = 'This workspace has no WhatsApp number: an admin sets it with PUT /api/whatsapp/number';

/** The WhatsApp Cloud API. It takes no idempotency key, and cannot be asked what became of a request. */
@Injectable()
export class WhatsAppProvider extends MessageProvider {
  constructor(
    private readonly access: WhatsAppAccess,
    private readonly numbers: WhatsAppNumberStore,
  ) {
    super();
  }

  async deliver(message: MessageEntity): Promise<Delivery> {
    const number = await this.numbers.find(message.workspaceId);
    if (number === null) return { outcome: 'refused', reason: { code: null, text: NO_NUMBER } };
    const exchange = await post({
      url: `${this.access.apiUrl}/${number}/messages`,
      headers: { ...this.authorization, 'content-type': 'application/json' },
      body: JSON.stringify(whatsAppBody(message)),
      timeoutMs: this.access.timeoutMs,
    });
    return deliveryOf(exchange);
  }

  async upload(workspaceId: string, { mimeType, path }: UploadedFile): Promise<string> {
    const number = await this.numbers.find(workspaceId);
    if (number === null) throw new Refusal('conflict', 'whatsapp.no_number', NO_NUMBER);
    const form = new FormData();
    form.set('messaging_product', 'whatsapp');
    form.set('type', mimeType);
    form.set('file', await openAsBlob(path, { type: mimeType }), 'file');
    const body = await this.send(`${this.access.apiUrl}/${number}/media`, form);
    const id = (body as { id?: unknown } | null)?.id;
    if (typeof id === 'string' && REFERENCE.test(id)) return id;
    const error = errorIn(body);
    // Nothing was sent to anybody: to try again does no harm.
    if (!error) throw Refusal.unavailable();
    throw Refusal.invalid({ file: [`was refused by WhatsApp: ${error.message}`] });
  }

  private async send(url: string, form: FormData): Promise<unknown> {
    try {
      const signal = AbortSignal.timeout(UPLOAD_MS);
      const answer = await fetch(url, {
        method: 'POST',
        headers: this.authorization,
        body: form,
        signal,
        redirect: 'error',
      });
      const text = await answer.text();
      return answer.status >= 500 || answer.status === 429 ? null : parse(text);
    } catch {
      return null;
    }
  }

  private get authorization(): { readonly authorization: string } {
    return { authorization: `Bearer ${this.access.accessToken}` };
  }
}
