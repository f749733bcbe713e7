import { beginSpan, isRecorded } from '@latchkey/bus';
import pg from 'pg';

/** Of a statement in a trace, in characters. */
const LONGEST_STATEMENT = 2_000;

/** `pg`'s connection, which shows each statement in the trace of whoever waits for it. */
export class TracedClient extends pg.Client {
  /** In whichever of its many ways `pg` is asked: what is not answered by a promise is not traced. */
  override query(...args: never[]): never {
    const ask = (): unknown => super.query(...(args as unknown as [string]));
    const text = textOf(args[0]);
    if (text === null || args.some((arg) => typeof arg === 'function') || !isRecorded())
      return ask() as never;
    const span = beginSpan(operationOf(text), {
      kind: 'asks',
      attributes: { 'db.system.name': 'postgresql', 'db.query.text': withoutValues(text) },
    });
    const answer = span.run(ask);
    // What reads by itself ends when it likes.
    if (!(answer instanceof Promise)) {
      span.end();
      return answer as never;
    }
    answer.then(
      () => {
        span.end();
      },
      () => {
        span.end({ isError: true });
      },
    );
    return answer as never;
  }
}

function textOf(query: unknown): string | null {
  const text = typeof query === 'object' && query !== null ? (query as { text?: unknown }).text : query;
  return typeof text === 'string' ? text : null;
}

/** Some statements travel without parameters, and name ids and digests as they are. */
export const withoutValues = (text: string): string =>
  text
    .replace(/'(?:[^']|'')*'/g, "'?'")
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST_STATEMENT);

/** Its first word, as in `SELECT`. */
const operationOf = (text: string): string => /\w+/.exec(text)?.[0].toUpperCase() ?? 'SQL';
