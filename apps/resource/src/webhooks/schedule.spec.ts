import { delayAfter } from './schedule.js';

const MINUTES = 60_000;
const HOURS = 60 * MINUTES;

it.each([
  [1, 5_000],
  [2, 5 * MINUTES],
  [3, 30 * MINUTES],
  [4, 2 * HOURS],
  [5, 5 * HOURS],
  [6, 10 * HOURS],
  [7, 14 * HOURS],
  [8, 20 * HOURS],
  [9, 24 * HOURS],
])('after %d failures it waits %d ms, and up to a fifth more', (failed, delay) => {
  expect(delayAfter(failed, 0, () => 0)).toBe(delay);
  expect(delayAfter(failed, 0, () => 1)).toBe(delay * 1.2);
});

it('after ten it gives up, whatever the receiver asks for', () => {
  expect(delayAfter(10, 0)).toBeNull();
  expect(delayAfter(10, 60_000)).toBeNull();
});

it('waits for as long as the receiver asks, within a day, but never less than its own time', () => {
  expect(delayAfter(1, 90_000, () => 0)).toBe(90_000);
  expect(delayAfter(2, 1_000, () => 0)).toBe(5 * MINUTES);
  expect(delayAfter(1, 999_999_000, () => 0)).toBe(24 * HOURS);
});
