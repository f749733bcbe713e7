import { Injectable } from '@nestjs/common';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { MessageStore } from '../message.store.js';
import { StatusReports } from '../sending/status-reports.js';
import { eventsIn, type NumberEvents } from './whatsapp-events.js';
import { WhatsAppNumberStore } from './whatsapp-number.store.js';

export interface WhatsAppWebhookTerms {
  readonly appSecret: string;
  readonly verifyToken: string;
}

const SIGNATURE = /^sha256=([0-9a-f]{64})$/;

/** What WhatsApp calls with reports and messages. Anybody can call it: nothing is read before the signature is right. */
@Injectable()
export class WhatsAppWebhook {
  constructor(
    private readonly terms: WhatsAppWebhookTerms,
    private readonly numbers: WhatsAppNumberStore,
    private readonly reports: StatusReports,
    private readonly messages: MessageStore,
  ) {}

  isVerifiedBy(token: string): boolean {
    // Of the same length, whatever is compared.
    return timingSafeEqual(this.mac(token), this.mac(this.terms.verifyToken));
  }

  /** @param body Byte for byte as it came. @param signature `X-Hub-Signature-256`. */
  isSigned(body: string, signature: unknown): boolean {
    const hex = typeof signature === 'string' ? SIGNATURE.exec(signature)?.[1] : undefined;
    return hex !== undefined && timingSafeEqual(Buffer.from(hex, 'hex'), this.mac(body));
  }

  /** Resolves when all of it is written down; rejects when it is not, and WhatsApp will tell it again. */
  async take(body: unknown): Promise<void> {
    for (const events of eventsIn(body)) await this.takeOfNumber(events);
  }

  private async takeOfNumber({ phoneNumberId, reports, received }: NumberEvents): Promise<void> {
    const workspaceId = await this.numbers.workspaceOf(phoneNumberId);
    // A number that no workspace has, or has any more.
    if (workspaceId === null) return;
    for (const report of reports) await this.reports.take(workspaceId, report);
    for (const message of received) await this.messages.receive(workspaceId, message);
  }

  private mac(text: string): Buffer {
    return createHmac('sha256', this.terms.appSecret).update(text).digest();
  }
}
