import { SENT_AFTER } from './ledger.js';
import { type FaultsReport } from './run-faults.js';

/** What a run has found, for people. */
export function reportOf(report: FaultsReport): string {
  const { seed, seconds, changes, unanswered, decisions, undecided, sentAfter, violations } = report;
  const counts = [...sentAfter].sort((a, b) => a - b);
  const faults = Object.entries(report.faults).map(
    ([name, times]) => `${String(times).padStart(6)}  ${name}`,
  );
  const impossible = report.impossible.map((name) => `     0  ${name}: no C compiler (cc) here`);
  const stale = violations.map(
    ({ kind, decision, story }) => `\n${kind}: ${decision.guard} ${decision.probe}\n${story}`,
  );
  return [
    `seed ${seed}, ${seconds.toFixed(0)} s: ${changes} changes (${unanswered} unanswered), ` +
      `${decisions} decisions (${undecided} requests undecided)`,
    `sent after a change's answer to guards that had the credential cached: median ` +
      `${counts[Math.floor(counts.length / 2)] ?? 0}, least ${counts[0] ?? 0}; ` +
      `${report.fullChanges} of ${counts.length} changes with ${SENT_AFTER} or more`,
    'faults:',
    ...faults,
    ...impossible,
    `${report.violationCount} violations`,
    ...stale,
  ].join('\n');
}
