import { type DataSource } from 'typeorm';
import { Changes } from '../audit/changes.js';
import { type Outbox } from '../events/outbox.js';
import { OperatorStore } from '../operators/operator.store.js';
import { SessionStore } from '../sessions/session.store.js';
import { TokenStore } from '../tokens/token.store.js';
import { allWorkspaces } from '../workspaces/workspace-id.js';
import { WorkspaceStore } from '../workspaces/workspace.store.js';
import { type Forgotten } from './forgotten.js';
import { type ForgottenEvents, type Told } from './forgotten-events.js';
import { MassEnds } from './mass-ends.js';
import { People } from './people.js';
import { type Line, type Report } from './report.js';
import { TokenFates } from './token-fates.js';
import { UndoableChanges } from './undoable-changes.js';

export interface Wanted {
  /** Shows what would be done. */
  readonly isDryRun: boolean;
  /** Every token of every workspace, whatever was told of it. */
  readonly isForAll: boolean;
}

const ENDS: ReadonlySet<Line['did']> = new Set(['deleted', 'deactivated']);

const FALLBACK =
  'What was revoked then is good again. If that cannot be borne: --deactivate-all deactivates every token, ' +
  'until its owner has activated it.';

/**
 * Takes back what a restored database has forgotten of revocations. All that it does takes away: run twice, late or
 * against the wrong Redis, it gives nothing to anybody.
 */
export class TakingBack {
  private readonly fates: TokenFates;
  private readonly massEnds: MassEnds;
  private readonly people: People;
  /** Of a dry run: what it has shown is still as it was, and is not shown again. */
  private readonly shown = new Set<string>();

  constructor(
    private readonly database: DataSource,
    private readonly outbox: Outbox,
    private readonly events: ForgottenEvents,
    private readonly report: Report,
    private readonly wanted: Wanted,
  ) {
    const changes = new UndoableChanges(new Changes(database), wanted.isDryRun);
    this.fates = new TokenFates(changes, new TokenStore(database), new WorkspaceStore(database));
    this.massEnds = new MassEnds(changes);
    this.people = new People(changes, new OperatorStore(database), new SessionStore(database));
  }

  async run(): Promise<void> {
    const told = await this.events.read(this.wanted);
    const workspaces = new Set(await allWorkspaces(this.database));
    // Before all else: whoever has a session could give back what is being taken.
    for (const id of workspaces) this.report.sessions += await this.people.endSessions(id);
    await this.takeBack(told.forgotten, workspaces);
    if (this.wanted.isForAll) {
      for (const id of workspaces) await this.tellEach(this.massEnds.deactivateAll(id, [...this.shown]));
    } else this.judge(told);
    if (this.wanted.isDryRun || this.report.failures.length > 0) return;
    for (const gap of told.gaps) await this.outbox.closeGap(gap);
  }

  private async takeBack(
    { tokens, massEnds, departures }: Forgotten,
    workspaces: ReadonlySet<string>,
  ): Promise<void> {
    const isHere = ({ workspaceId }: { workspaceId: string }): boolean => workspaces.has(workspaceId);
    for (const departure of departures.filter(isHere)) this.tell(await this.people.seeOff(departure));
    for (const [id, fate] of tokens) if (isHere(fate)) this.tell(await this.fates.takeBack(id, fate));
    for (const end of massEnds.filter(isHere)) {
      const restored = [...tokens].filter(([, { restoredAt }]) => restoredAt > end.position);
      const spared = end.how === 'delete' ? [] : restored.map(([id]) => id);
      await this.tellEach(this.massEnds.takeBack(end, [...spared, ...this.shown]));
    }
    const all = [...tokens.values(), ...massEnds, ...departures];
    for (const id of new Set(all.filter((each) => !isHere(each)).map(({ workspaceId }) => workspaceId))) {
      this.tell({
        workspace_id: id,
        did: 'nothing',
        because: ['events of it'],
        note: 'No workspace of this database.',
      });
    }
  }

  /** What could not be found out. */
  private judge({ gaps, missing, unreadable, isStreamShort }: Told): void {
    if (isStreamShort) {
      this.report.fail(`Redis has lost its end of the stream of events, or all of it. ${FALLBACK}`);
    }
    if (missing > 0) {
      const from = gaps[0]?.after ?? 0;
      this.report.fail(
        `The stream of events does not reach back to the backup (position ${from}): ${missing} events are missing. ${FALLBACK}`,
      );
    }
    if (unreadable > 0) {
      this.report.fail(`${unreadable} events cannot be read: are they of a newer version? ${FALLBACK}`);
    }
  }

  private tell(line: Line | null): void {
    if (!line) return;
    this.report.tell(line);
    if (this.wanted.isDryRun && line.token_id !== undefined && ENDS.has(line.did)) {
      this.shown.add(line.token_id);
    }
    if (line.operator_id !== undefined && line.did === 'nothing') {
      this.report.fail(`Operator ${line.operator_id}: ${line.note ?? ''}`);
    }
  }

  private async tellEach(lines: AsyncGenerator<Line>): Promise<void> {
    for await (const line of lines) this.tell(line);
  }
}
