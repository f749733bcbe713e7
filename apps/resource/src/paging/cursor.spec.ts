import { Refusal } from '@latchkey/contracts';
import { cursorAfter, positionIn } from './cursor.js';

const id = '0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77';
const instant = '2026-01-01T00:00:00.123Z';
const row = {
  id,
  firstname: 'Zoë 😀 "x"',
  position: 7,
  createdAt: new Date(instant),
  updatedAt: new Date(instant),
};
const inCursor = (content: unknown): string => Buffer.from(JSON.stringify(content)).toString('base64url');

it.each([
  ['created_at', instant],
  ['-created_at', instant],
  ['updated_at', instant],
  ['-updated_at', instant],
  ['firstname', row.firstname],
  ['-firstname', row.firstname],
  ['position', '7'],
  ['-position', '7'],
])('a cursor by %s says where the page ended, in a text that URLs carry', (order, value) => {
  const cursor = cursorAfter(row, order);
  expect(cursor).toMatch(/^[\w-]+$/);
  expect(positionIn(cursor, order)).toEqual({ value, id });
});

it.each<{ cursor: string; order: string; why: string }>([
  { cursor: '', order: 'firstname', why: 'it is empty' },
  { cursor: 'page-2', order: 'firstname', why: 'it is no cursor' },
  { cursor: '2', order: 'firstname', why: 'it is a page’s number' },
  { cursor: inCursor({ id }), order: 'firstname', why: 'it is another JSON' },
  { cursor: inCursor(null), order: 'firstname', why: 'it is null' },
  { cursor: inCursor(['firstname', 'Ada']), order: 'firstname', why: 'it has no id' },
  { cursor: inCursor(['firstname', 'Ada', 'x']), order: 'firstname', why: 'its id is none' },
  { cursor: inCursor(['firstname', 'Ada', [id]]), order: 'firstname', why: 'its id is a list' },
  { cursor: inCursor(['firstname', 7, id]), order: 'firstname', why: 'its value is a number' },
  { cursor: inCursor(['firstname', null, id]), order: 'firstname', why: 'its value is null' },
  { cursor: inCursor(['created_at', 'Ada', id]), order: 'created_at', why: 'its value is no instant' },
  ...['2026', 'Jan 1', '2026-02-30T00:00:00.000Z', '+275760-09-13T00:00:00.000Z'].map((value) => ({
    cursor: inCursor(['created_at', value, id]),
    order: 'created_at',
    why: `PostgreSQL would not read ${value}`,
  })),
  ...['', '1.5', '-1', '1e3', '99999999999', 'first'].map((value) => ({
    cursor: inCursor(['position', value, id]),
    order: 'position',
    why: `no position is "${value}"`,
  })),
  { cursor: inCursor(['firstname', 'A\0', id]), order: 'firstname', why: 'no name holds U+0000' },
  { cursor: inCursor(['firstname', 'Ada', id]), order: '-firstname', why: 'its direction is the other' },
  { cursor: inCursor(['created_at', instant, id]), order: 'updated_at', why: 'its field is another' },
  { cursor: cursorAfter(row, 'firstname').slice(0, -9), order: 'firstname', why: 'it was cut' },
])('is refused by field when $why', ({ cursor, order }) => {
  let refusal: unknown;
  try {
    positionIn(cursor, order);
  } catch (error) {
    refusal = error;
  }
  expect(refusal).toBeInstanceOf(Refusal);
  expect((refusal as Refusal).errors).toEqual({
    cursor: ['must be the next_cursor of the page before, with the same sort'],
  });
});
