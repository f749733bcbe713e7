import { eventPattern, type EventServer } from '@latchkey/bus';
import {
  type EventContract,
  type EventMessage,
  quotaReached,
  tokenExpiring,
  tokenExposed,
  tokenIssued,
  tokenRestored,
  tokenRevoked,
  tokenRotated,
  tokenRotationDue,
  tokensRevoked,
  tokensTransferred,
  tokenUpdated,
} from '@latchkey/contracts';
import { inWorkspace } from '@latchkey/platform';
import { type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { type DataSource } from 'typeorm';
import { type EventType } from './event-types.js';
import { WebhookOutbox } from './webhook-outbox.js';

/** By the type that webhooks are told: what concerns a workspace, and not the inside of Latchkey. */
const HEARD: Partial<Record<EventType, EventContract<never>>> = {
  'token.issued': tokenIssued,
  'token.updated': tokenUpdated,
  'token.rotated': tokenRotated,
  'token.revoked': tokenRevoked,
  'token.restored': tokenRestored,
  'token.expiring': tokenExpiring,
  'token.rotation_due': tokenRotationDue,
  'token.exposed': tokenExposed,
  'tokens.revoked': tokensRevoked,
  'tokens.transferred': tokensTransferred,
  'quota.reached': quotaReached,
};

/**
 * Hears of auth's events, all replicas of resource as one group, and writes each down for the webhooks: it is
 * acknowledged when that is committed, and written down once however often it comes.
 */
export class TokenEvents implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    private readonly server: EventServer,
    private readonly database: DataSource,
  ) {
    for (const [type, { name, version }] of Object.entries(HEARD)) {
      const hear = (event: EventMessage): Promise<void> => this.note(type as EventType, event);
      server.addHandler(eventPattern({ name, version }), hear, true, { name, version });
    }
  }

  onApplicationBootstrap(): void {
    this.server.listen(() => undefined);
  }

  /** Before the database's connections are closed. */
  beforeApplicationShutdown(): Promise<void> {
    return this.server.close();
  }

  private note(type: EventType, { id, at, workspace_id, actor_id, data }: EventMessage): Promise<void> {
    return inWorkspace(this.database, workspace_id, (rows) =>
      WebhookOutbox.note(rows, workspace_id, type, { ...data, actor_id }, { id, at }),
    );
  }
}
