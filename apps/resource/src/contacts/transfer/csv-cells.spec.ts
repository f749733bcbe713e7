import { csvLine, guarded, joined, separated, unguarded } from './csv-cells.js';

it.each([
  ['=1+1', "'=1+1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['-1', "'-1"],
  ['+1', "'+1"],
  ['\tx', "'\tx"],
  ['＝1', "'＝1"],
  ["'=1", "''=1"],
  ["'quoted'", "'quoted'"],
  ['1=1', '1=1'],
  ['', ''],
])('a text that spreadsheets could compute is not: %j is %j, and comes back', (text, cell) => {
  expect(guarded(text)).toBe(cell);
  expect(unguarded(cell)).toBe(text);
});

it.each([
  [['vip', 'new customer'], 'vip;new customer'],
  [['a;b', 'c\\d', '\\'], String.raw`a\;b;c\\d;\\`],
  [[' x ', 'y\n'], '\\ x\\ ;y\\\n'],
  [[' '], '\\ '],
  [[], ''],
])('a list is one cell, and comes back: %j is %j', (texts, cell) => {
  expect(joined(texts)).toBe(cell);
  expect(separated(cell)).toEqual(texts);
});

it.each([
  [' vip ; new customer;', ['vip', 'new customer']],
  [';;a', ['a']],
  ['\\', []],
])('a list that people typed is read: %j is %j', (cell, texts) => {
  expect(separated(cell)).toEqual(texts);
});

it('a line is quoted where it has to be', () => {
  expect(csvLine(['a', 'b,c', 'say "hi"', 'two\nlines', ''])).toBe('a,"b,c","say ""hi""","two\nlines",\r\n');
});
