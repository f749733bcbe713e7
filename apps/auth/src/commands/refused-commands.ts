import { type BusContext } from '@latchkey/bus';
import { Injectable } from '@nestjs/common';
import { Changes } from '../audit/changes.js';
import { type Actor } from '../operators/actor.js';
import { MinuteAllowance } from './minute-allowance.js';

/** Why a command's sender was refused. For the audit; the sender learns less. */
export type RefusedBecause =
  | 'principal_missing'
  | 'principal_invalid'
  | 'principal_disabled'
  | 'session_ended'
  | 'session_expired'
  | 'not_allowed';

const ENTRIES_A_MINUTE = 100;
/** The sender chose it: what could not be stored, or hides what it says, is left out. */
const STORABLE_ID = /^[\x21-\x7e]{1,200}$/;

/**
 * Writes down whose commands were refused. Whoever can write to Redis can send any number of them, so entries are
 * bounded; those of strangers apart, so that a flood of theirs hides no service that oversteps.
 */
@Injectable()
export class RefusedCommands {
  private readonly ofStrangers = new MinuteAllowance(ENTRIES_A_MINUTE, 'refused commands of strangers');
  private readonly ofKnown = new MinuteAllowance(ENTRIES_A_MINUTE, 'refused commands of known senders');

  constructor(private readonly changes: Changes) {}

  /** @param sender null: nobody known. */
  async record(
    { kind, pattern, messageId }: BusContext,
    reason: RefusedBecause,
    sender: Actor | null,
  ): Promise<void> {
    if (kind !== 'command') return;
    if (!(sender ? this.ofKnown : this.ofStrangers).take()) return;
    const id = sender?.operator.id ?? null;
    const workspaceId = sender?.workspace.id ?? null;
    const detail = { pattern, reason, message_id: STORABLE_ID.test(messageId) ? messageId : null };
    await this.changes.commit(workspaceId, (change) => {
      change.audit({ workspaceId, actorId: id, action: 'command.refused', subjectId: id, detail });
    });
  }
}
