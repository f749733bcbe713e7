/** What was done, or would be, about a token or an operator. */
export interface Line {
  readonly workspace_id: string;
  readonly token_id?: string;
  readonly operator_id?: string;
  readonly name?: string;
  readonly did: 'deleted' | 'deactivated' | 'narrowed' | 'nothing';
  /** Names of the events, or of what else it follows from. */
  readonly because: readonly string[];
  /** What was told and does not hold again: it is for people to give. */
  readonly withheld?: readonly string[];
  readonly note?: string;
}

/** What people and scripts are told: a line of JSON for each that was touched, and at the end plain words. */
export class Report {
  /** What could not be taken back. */
  readonly failures: string[] = [];
  sessions = 0;
  private readonly counts = { deleted: 0, deactivated: 0, narrowed: 0, nothing: 0 };

  constructor(private readonly print: (line: string) => void) {}

  tell(line: Line): void {
    this.counts[line.did]++;
    this.print(JSON.stringify(line));
  }

  fail(reason: string): void {
    this.failures.push(reason);
  }

  summary({ isDryRun }: { readonly isDryRun: boolean }): string {
    const { deleted, deactivated, narrowed, nothing } = this.counts;
    return [
      `${isDryRun ? 'Nothing was changed. It would be: ' : ''}${deleted} deleted, ${deactivated} deactivated, ` +
        `${narrowed} narrowed; ${nothing} that only people can see to; ${this.sessions} sessions ended.`,
      ...this.failures.map((failure) => `NOT TAKEN BACK: ${failure}`),
      CANNOT_KNOW,
    ].join('\n');
  }
}

const CANNOT_KNOW = `No event tells of these, so look at them yourself (docs/operations.md): operators who were deactivated, or who left
where the policy is freeze; permissions and passwords that were changed; services that were disabled; settings of
workspaces; what was used of monthly quotas; and what was changed in the last second before the loss.`;
