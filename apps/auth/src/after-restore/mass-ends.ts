import { tokenRevoked, tokensRevoked } from '@latchkey/contracts';
import { entryBy } from '../audit/audit-entry.js';
import { type Change } from '../audit/changes.js';
import { eventBy } from '../events/outbox.js';
import { type EndedToken, endSome, type Many } from '../tokens/ending-many.js';
import { type MassEnd } from './forgotten.js';
import { type Line } from './report.js';
import { nobodyIn, REASON, type UndoableChanges } from './undoable-changes.js';

/** As many as PostgreSQL changes in about a second (`MassRevocation`). */
const AT_ONCE = 20_000;

/** Ends again the tokens that ended many at a time. */
export class MassEnds {
  constructor(private readonly changes: UndoableChanges) {}

  /** @param except Those that were given back since. */
  takeBack(
    { at, workspaceId, ownerId, createdBefore, how }: MassEnd,
    except: readonly string[],
  ): AsyncGenerator<Line> {
    // What was issued after it, it did not end: also not what was issued since the restore.
    const instants = [at, ...(createdBefore === null ? [] : [createdBefore])].map((text) => Date.parse(text));
    const many = { workspaceId, ownerId, createdBefore: new Date(Math.min(...instants)), except };
    return this.end(how, many, tokensRevoked.name);
  }

  /** For when nobody can tell what was revoked: all of them, until their owners have looked at each. */
  deactivateAll(workspaceId: string, except: readonly string[]): AsyncGenerator<Line> {
    const many = { workspaceId, ownerId: null, createdBefore: null, except };
    return this.end('deactivate', many, '--deactivate-all');
  }

  private async *end(how: MassEnd['how'], many: Many, because: string): AsyncGenerator<Line> {
    const did = how === 'delete' ? 'deleted' : 'deactivated';
    let after: string | null = null;
    do {
      const ended: EndedToken[] = await this.endBatch(how, many, after);
      for (const { id, name } of ended) {
        yield { workspace_id: many.workspaceId, token_id: id, name, did, because: [because] };
      }
      after = ended.length === AT_ONCE ? (ended.at(-1)?.id ?? null) : null;
    } while (after !== null);
  }

  /** With one entry in the log for all of them, as any mass revocation. */
  private endBatch(how: MassEnd['how'], many: Many, after: string | null): Promise<EndedToken[]> {
    return this.changes.commit(many.workspaceId, async (change) => {
      const ended = await endSome(change.rows, how, many, { after, limit: AT_ONCE });
      if (ended.length > 0) note(change, how, many, ended);
      return ended;
    });
  }
}

function note(change: Change, how: MassEnd['how'], many: Many, ended: readonly EndedToken[]): void {
  const { workspaceId, ownerId, createdBefore, except } = many;
  const by = nobodyIn(workspaceId);
  const subject = ownerId ?? workspaceId;
  const created_before = createdBefore?.toISOString() ?? null;
  const detail = { owner_id: ownerId, created_before, count: ended.length };
  change.audit(entryBy(by, 'tokens.revoked', subject, { ...detail, reason: REASON }));
  change.touch(subject);
  if (except.length === 0) {
    const reason = how === 'delete' ? 'owner_left' : 'emergency';
    change.emit(eventBy(by, tokensRevoked, { ...detail, reason }));
    return;
  }
  // Told of all at once, it would be told of those that were spared.
  const reason = how === 'delete' ? 'deleted' : 'deactivated';
  for (const { id, owner_id } of ended) {
    change.emit(eventBy(by, tokenRevoked, { token_id: id, owner_id, reason }));
  }
}
