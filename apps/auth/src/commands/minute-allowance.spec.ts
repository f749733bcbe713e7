import { Logger } from '@nestjs/common';
import { MinuteAllowance } from './minute-allowance.js';

const { jest } = import.meta;

describe('an allowance of three a minute', () => {
  let allowance: MinuteAllowance;
  let warn: jest.SpyInstance;
  beforeEach(() => {
    jest.useFakeTimers();
    warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    allowance = new MinuteAllowance(3, 'things');
  });
  afterEach(() => {
    jest.useRealTimers();
    warn.mockRestore();
  });

  const take = (times: number): number =>
    Array.from({ length: times }, () => allowance.take()).filter(Boolean).length;

  it('allows three, and three again in the next minute', () => {
    expect(take(10)).toBe(3);
    jest.advanceTimersByTime(59_999);
    expect(take(10)).toBe(0);
    jest.advanceTimersByTime(1);
    expect(take(10)).toBe(3);
  });

  it('tells what was beyond it in one line a minute', () => {
    take(10);
    jest.advanceTimersByTime(60_000);
    take(3);
    jest.advanceTimersByTime(180_000);
    expect(warn.mock.calls).toEqual([['7 more things in a minute than are written down']]);
  });
});
