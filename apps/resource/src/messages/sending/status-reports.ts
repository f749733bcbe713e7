import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { MessageStore } from '../message.store.js';
import { type ProviderReason } from '../providers/message-provider.js';
import { AttemptStore } from './attempt.store.js';

/** What a provider says later of a message that it took. */
export interface StatusReport {
  readonly status: 'sent' | 'delivered' | 'read' | 'failed';
  /** What the provider calls the message. */
  readonly reference: string;
  /** What we call it, if the provider hands that back: also of a message whose sending we heard no answer to. */
  readonly messageId: string | null;
  /** Of `failed`. */
  readonly reason?: ProviderReason;
}

/** Providers tell late, twice and in any order, and of messages that are not ours. */
@Injectable()
export class StatusReports {
  constructor(
    private readonly messages: MessageStore,
    private readonly attempts: AttemptStore,
  ) {}

  async take(workspaceId: string, { messageId, ...change }: StatusReport): Promise<void> {
    const id = isUUID(messageId) ? messageId : await this.messages.idOf(workspaceId, change.reference);
    if (id !== null) await this.attempts.forward({ id, workspaceId }, change);
  }
}
