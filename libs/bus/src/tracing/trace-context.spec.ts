import { carryContexts } from '@latchkey/platform';
import { currentTraceId, nextTraceparent, withinTrace } from './trace-context.js';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const given = `00-${traceId}-00f067aa0ba902b7-01`;

carryContexts();

describe('a trace', () => {
  it('is carried on with the same id and flags and another parent, through whatever is awaited', async () => {
    const next = await withinTrace(given, async () => {
      await new Promise(setImmediate);
      return nextTraceparent();
    });
    expect(next).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`));
    expect(next).not.toBe(given);
    expect(withinTrace(given, currentTraceId)).toBe(traceId);
  });

  it.each([
    ['nothing came', undefined],
    ['two came', [given, given]],
    ['it is no traceparent', 'trace'],
    ['its trace id is all zeros', `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`],
    ['its parent id is all zeros', `00-${traceId}-${'0'.repeat(16)}-01`],
    ['its version is none', given.replace('00-', 'ff-')],
    ['it is in capitals', given.toUpperCase()],
    ['version 0 is followed by no hyphen', `${given}00`],
  ])('is none when %s', (_why, traceparent) => {
    expect(withinTrace(traceparent, nextTraceparent)).toBeUndefined();
    expect(withinTrace(traceparent, currentTraceId)).toBeUndefined();
  });

  it('of a later version is understood as far as it goes', () => {
    expect(withinTrace(`${given.replace('00-', '01-')}-more`, currentTraceId)).toBe(traceId);
  });

  it('ends with its work', () => {
    withinTrace(given, () => undefined);
    expect(currentTraceId()).toBeUndefined();
  });
});
