import { type InvalidReason } from '@latchkey/contracts';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Changes } from '../audit/changes.js';
import { MinuteAllowance } from '../commands/minute-allowance.js';
import { type VerifiableToken } from './token.store.js';

const ENTRIES_A_MINUTE = 100;
const EVERY_MS = 10 * 60 * 1_000;
const MOST_REMEMBERED = 10_000;

/**
 * Writes down why a token was refused: its bearer is not told (D12), its owner reads it in the audit. Each reason of each
 * token every ten minutes, for whoever has a dead token can go on presenting it.
 */
@Injectable()
export class TokenRefusals {
  private readonly allowance = new MinuteAllowance(ENTRIES_A_MINUTE, 'refusals of known tokens');
  private readonly noted = new LRUCache<string, true>({ max: MOST_REMEMBERED, ttl: EVERY_MS });

  constructor(private readonly changes: Changes) {}

  /** Keeps nobody waiting: the answer does not depend on it. */
  note({ id, workspace_id: workspaceId }: VerifiableToken, reason: InvalidReason): void {
    const key = `${id} ${reason}`;
    if (this.noted.has(key) || !this.allowance.take()) return;
    this.noted.set(key, true);
    const entry = {
      workspaceId,
      actorId: null,
      action: 'token.refused',
      subjectId: id,
      detail: { reason },
    } as const;
    void this.changes
      .commit(workspaceId, (change) => {
        change.audit(entry);
      })
      // Told by the next refusal.
      .catch(() => this.noted.delete(key));
  }
}
