import { addDays, daysOf, isDay } from './days.js';
import { Refusal } from './refusal.js';

describe('a day', () => {
  it.each(['2026-11-30', '2024-02-29', '1000-01-01', '2999-12-31'])('is %s', (text) => {
    expect(isDay(text)).toBe(true);
  });

  it.each([
    '2026-02-29',
    '2026-13-01',
    '2026-11-31',
    '0000-01-01',
    '2026-1-1',
    '2026-11-30T00:00:00Z',
    '',
    7,
    null,
  ])('is not %p', (value) => {
    expect(isDay(value)).toBe(false);
  });

  it('is followed by the next, over the ends of months and of summer time', () => {
    expect(['2024-02-28', '2026-03-28', '2026-10-24', '2026-12-31'].map((day) => addDays(day, 1))).toEqual([
      '2024-02-29',
      '2026-03-29',
      '2026-10-25',
      '2027-01-01',
    ]);
  });
});

describe('a range of days', () => {
  it('has its first and its last day', () => {
    expect(daysOf({ from: '2026-11-30', to: '2026-11-30' })).toEqual(['2026-11-30']);
    expect(daysOf({ from: '2026-11-29', to: '2026-12-01' })).toEqual([
      '2026-11-29',
      '2026-11-30',
      '2026-12-01',
    ]);
  });

  it('is a leap year at most, and does not end before it begins', () => {
    expect(daysOf({ from: '2024-01-01', to: '2024-12-31' })).toHaveLength(366);
    expect(() => daysOf({ from: '2024-01-01', to: '2025-01-01' })).toThrow(Refusal);
    expect(() => daysOf({ from: '2024-01-02', to: '2024-01-01' })).toThrow(Refusal);
  });
});
