import { type HttpClient } from '@latchkey/testing';

export interface LoadAnswer {
  /** When it was asked for, by the monotonic clock. */
  readonly at: number;
  readonly status: number;
  readonly ms: number;
  readonly retryAfter: string | null;
}

export interface Load {
  all(): readonly LoadAnswer[];
  /** Those asked for at or after an instant, and before another. */
  since(from: number, until?: number): readonly LoadAnswer[];
  stop(): Promise<void>;
}

/** At the most; a load that nobody stops ends by itself. */
const LONGEST_MS = 60_000;

/** Asks the same thing again and again, `inFlight` at a time, until told to stop. */
export function keepAsking(
  api: HttpClient,
  path: string,
  token: string,
  { inFlight }: { inFlight: number },
): Load {
  const answers: LoadAnswer[] = [];
  const ends = performance.now() + LONGEST_MS;
  let isOver = false;
  const ask = async (): Promise<void> => {
    while (!isOver && performance.now() < ends) {
      const at = performance.now();
      const { status, headers } = await api.request('GET', path, { token });
      answers.push({ at, status, ms: performance.now() - at, retryAfter: headers.get('retry-after') });
      // Refusals come back at once: without a pause they would take the whole machine.
      if (status !== 200) await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const asking = Promise.all(Array.from({ length: inFlight }, ask));
  return {
    all: () => answers,
    since: (from, until = Infinity) => answers.filter(({ at }) => at >= from && at < until),
    stop: async () => {
      isOver = true;
      await asking;
    },
  };
}
