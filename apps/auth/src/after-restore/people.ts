import { holds } from '@latchkey/contracts';
import { entryBy } from '../audit/audit-entry.js';
import { type OperatorStore } from '../operators/operator.store.js';
import { type SessionStore } from '../sessions/session.store.js';
import { type Departure } from './forgotten.js';
import { type Line } from './report.js';
import { nobodyIn, REASON, type UndoableChanges } from './undoable-changes.js';

const LEFT = 'They had left: remove them from the team again, so that their tokens go where they went.';
const LAST_ADMIN = 'They had left, and are the last active admin here: make another, then remove them.';

/** What a restore gives back to people who should not have it. */
export class People {
  constructor(
    private readonly changes: UndoableChanges,
    private readonly operators: OperatorStore,
    private readonly sessions: SessionStore,
  ) {}

  /** Not removed: who gets their tokens is for an admin to say. @returns null when they are gone here too. */
  seeOff({ workspaceId, operatorId, because }: Departure): Promise<Line | null> {
    return this.changes.commit(workspaceId, async (change) => {
      const { rows } = change;
      const operator = await this.operators.lock(rows, workspaceId, operatorId);
      if (!operator?.isActive) return null;
      const line = { workspace_id: workspaceId, operator_id: operatorId, because: [because] };
      const isAdmin = holds(operator.permissions, 'admin');
      if (isAdmin && !(await this.operators.hasOtherAdmin(rows, workspaceId, operatorId))) {
        return { ...line, did: 'nothing', note: LAST_ADMIN };
      }
      await this.operators.update(rows, operatorId, { isActive: false });
      const detail = { before: { is_active: true }, after: { is_active: false }, reason: REASON };
      change.audit(entryBy(nobodyIn(workspaceId), 'operator.updated', operatorId, detail));
      change.touch(operatorId);
      return { ...line, did: 'deactivated', note: LEFT };
    });
  }

  /** Neither a logout nor a refresh token that was used is told as an event: none of them can be trusted. */
  endSessions(workspaceId: string): Promise<number> {
    return this.changes.commit(workspaceId, async (change) => {
      const count = await this.sessions.endAll(change.rows, workspaceId, 'restored');
      if (count === 0) return count;
      const detail = { count, reason: 'restored' };
      change.audit(entryBy(nobodyIn(workspaceId), 'sessions.ended', workspaceId, detail));
      change.touch(workspaceId);
      return count;
    });
  }
}
