import { SENT_AFTER } from './ledger.js';
import { type FaultsReport } from './run-faults.js';

/** What a run has found, for people. */
export function reportOf(report: FaultsReport): string {
  const { changes, violations } = report;
  const sentAfter = ordered(changes.map((change) => change.sentAfter));
  const took = ordered(changes.map(({ tookMs }) => tookMs));
  const lapsed = changes.filter((change) => change.lapsed > 0).length;
  const faults = Object.entries(report.faults).map(
    ([name, times]) => `${String(times).padStart(6)}  ${name}`,
  );
  const impossible = report.impossible.map((name) => `     0  ${name}: no C compiler (cc) here`);
  const stale = violations.map(
    ({ kind, decision, story }) => `\n${kind}: ${decision.guard} ${decision.probe}\n${story}`,
  );
  return [
    `seed ${report.seed}, ${report.seconds.toFixed(0)} s: ${changes.length} changes (${report.unanswered} more ` +
      `unanswered), ${report.decisions} decisions (${report.undecided} requests undecided, ${report.limited} of them by limits)`,
    `answered after ${ms(took, 0.5)} (median), ${ms(took, 0.99)} (p99), ${ms(took, 1)} (longest); ` +
      `${lapsed} when leases had ended`,
    `sent after the answer to guards that had the credential cached: ${at(sentAfter, 0.5)} (median), ` +
      `${at(sentAfter, 0)} (least); ${SENT_AFTER} or more for ${report.fullChanges} changes`,
    'faults:',
    ...faults,
    ...impossible,
    `${report.violationCount} violations`,
    ...stale,
  ].join('\n');
}

const ordered = (numbers: readonly number[]): number[] => [...numbers].sort((a, b) => a - b);

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? NaN;

const ms = (sorted: readonly number[], share: number): string => `${at(sorted, share).toFixed(0)} ms`;
