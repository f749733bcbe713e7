import { Refusal } from '@latchkey/contracts';
import { Logger } from '@nestjs/common';
import { lastValueFrom } from 'rxjs';
import { BusErrorsFilter } from './bus-errors.filter.js';
import { JsonLogger } from './logging.js';

const lines: string[] = [];
beforeEach(() => {
  lines.splice(0);
  const write = (line: string): unknown => lines.push(line);
  Logger.overrideLogger(new JsonLogger({ name: 'test', level: 'error', redact: (line) => line, write }));
});
afterAll(() => {
  Logger.overrideLogger(false);
});

const sentFor = (thrown: unknown): Promise<unknown> =>
  lastValueFrom(new BusErrorsFilter().catch(thrown)).then(
    () => 'an answer',
    (sent: unknown) => sent,
  );

describe('what a handler of messages throws', () => {
  it('travels whole when it is a refusal', async () => {
    await expect(sentFor(Refusal.invalid({ name: ['must be a text'] }))).resolves.toStrictEqual({
      kind: 'invalid',
      code: 'request.invalid',
      message: 'The given data was invalid',
      errors: { name: ['must be a text'] },
    });
    expect(lines).toEqual([]);
  });

  it('says "unavailable" when PostgreSQL is away (P6)', async () => {
    const outage = Object.assign(new Error('x'), { code: 'ECONNREFUSED' });
    await expect(sentFor(outage)).resolves.toMatchObject({ kind: 'unavailable' });
  });

  it('travels without its inside when it is a defect, which is logged here', async () => {
    const sent = await sentFor(new TypeError('inside of ours'));
    expect(sent).toStrictEqual({ kind: 'defect', message: 'Internal error' });
    expect(lines.join()).toContain('inside of ours');
  });
});
