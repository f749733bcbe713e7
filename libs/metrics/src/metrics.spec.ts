import { Counter, Gauge, Histogram, Total } from './index.js';

describe('a counter', () => {
  it('has a series from the moment that it is asked for, and one for the same labels', () => {
    const counter = new Counter('verified_total', 'Verified', { outcome: ['yes', 'no'] });
    counter.of({ outcome: 'no' });
    counter.of({ outcome: 'yes' }).add();
    counter.of({ outcome: 'yes' }).add(2);
    expect(counter.samples()).toMatchObject([
      { labels: { outcome: 'no' }, value: 0 },
      { labels: { outcome: 'yes' }, value: 3 },
    ]);
  });

  it('takes no value of a label that was not said in advance, and does not repeat it', () => {
    const counter = new Counter('verified_total', 'Verified', { outcome: ['yes', 'no'] });
    const labels = { outcome: 'somebody’s secret' } as never;
    expect(() => counter.of(labels)).toThrow(new RangeError('verified_total has no such outcome'));
  });

  it('may have no labels', () => {
    const total = new Total('struck_off_total', 'Struck off');
    total.add();
    expect(total.samples()).toMatchObject([{ labels: {}, value: 1 }]);
  });
});

describe('a histogram', () => {
  it('counts what took up to each of its bounds, that bound included', () => {
    const histogram = new Histogram('took_seconds', 'Took', { kind: ['question'] }, [0.1, 1]);
    const durations = histogram.of({ kind: 'question' });
    for (const seconds of [0.1, 0.5, 7]) durations.add(seconds);
    expect(histogram.samples()).toEqual([
      { suffix: '_bucket', labels: { kind: 'question', le: '0.1' }, value: 1 },
      { suffix: '_bucket', labels: { kind: 'question', le: '1' }, value: 2 },
      { suffix: '_bucket', labels: { kind: 'question', le: '+Inf' }, value: 3 },
      { suffix: '_sum', labels: { kind: 'question' }, value: 7.6 },
      { suffix: '_count', labels: { kind: 'question' }, value: 3 },
    ]);
  });

  it('takes no value of a label that was not said in advance', () => {
    const histogram = new Histogram('took_seconds', 'Took', { kind: ['question'] }, [1]);
    expect(() => histogram.of({ kind: 'other' } as never)).toThrow(RangeError);
  });
});

describe('a gauge', () => {
  it.each([
    ['a number', 7, [{ labels: {}, value: 7 }]],
    ['nothing that anybody could tell', null, []],
    [
      'one number for each value of its label',
      { used: 3, idle: null },
      [{ labels: { state: 'used' }, value: 3 }],
    ],
  ])('says %s', async (_, reading, samples) => {
    expect(await new Gauge('pool', 'Pool', () => reading, 'state').samples()).toEqual(samples);
  });
});
