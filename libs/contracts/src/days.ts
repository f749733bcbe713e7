import { ValidateBy } from 'class-validator';
import { Refusal } from './refusal.js';

/** Of a report: a leap year. */
export const MOST_DAYS = 366;

const DAY_MS = 24 * 60 * 60 * 1_000;

/** `2026-11-30`: a day that there is, of these two millennia. */
export function isDay(text: unknown): text is string {
  if (typeof text !== 'string' || !/^[12]\d{3}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

export const IsDay = (): PropertyDecorator =>
  ValidateBy({
    name: 'isDay',
    validator: { validate: isDay, defaultMessage: () => 'must be a date such as 2026-11-30' },
  });

export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

/**
 * Every day of a range, in UTC, the first and the last included.
 * @throws Refusal When it ends before it begins, or is longer than a report may be.
 */
export function daysOf({ from, to }: { readonly from: string; readonly to: string }): string[] {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  if (days < 1) throw Refusal.invalid({ from: ['must not be after to'] });
  if (days > MOST_DAYS) throw Refusal.invalid({ from: [`must be at most ${MOST_DAYS - 1} days before to`] });
  return Array.from({ length: days }, (_, index) => addDays(from, index));
}
