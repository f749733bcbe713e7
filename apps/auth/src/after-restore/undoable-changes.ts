import { type Change, type Changes } from '../audit/changes.js';
import { type Doer } from '../operators/actor.js';

/** Why, for the audit. */
export const REASON = 'told before the database was restored from a backup';

/** Nobody does it: it was done before. */
export const nobodyIn = (workspaceId: string): Doer => ({ operator: null, workspace: { id: workspaceId } });

class Undone extends Error {}

/** Makes changes; or, in a dry run, finds out what each would do, and undoes it. */
export class UndoableChanges {
  constructor(
    private readonly changes: Changes,
    private readonly isDryRun: boolean,
  ) {}

  async commit<Result>(workspaceId: string, make: (change: Change) => Promise<Result>): Promise<Result> {
    if (!this.isDryRun) return this.changes.commit(workspaceId, make);
    const made: Result[] = [];
    try {
      await this.changes.commit(workspaceId, async (change) => {
        made.push(await make(change));
        throw new Undone();
      });
    } catch (error) {
      if (!(error instanceof Undone)) throw error;
    }
    return made[0] as Result;
  }
}
