import { refusalIn } from '@latchkey/platform';
import { setTimeout as sleep } from 'node:timers/promises';

const PAUSES_MS = [200, 1_000, 3_000];

/**
 * For work of minutes, which an outage of a moment should not end.
 * @param work May be done more than once: nobody can tell whether a COMMIT without an answer was one.
 */
export async function persistently<Result>(work: () => Promise<Result>): Promise<Result> {
  for (const pauseMs of PAUSES_MS) {
    try {
      return await work();
    } catch (error) {
      if (refusalIn(error)?.kind !== 'unavailable') throw error;
      await sleep(pauseMs);
    }
  }
  return work();
}
