import fc from 'fast-check';

/** What programs have stumbled over: in texts, in names, in cursors, in times. */
const ODD_TEXTS = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  'a\udfffb',
  '\ufeff',
  '\u202eabc\u200f',
  '👩‍👩‍👧‍👦',
  'e\u0301\u0301\u0301',
  'ﷺ'.repeat(100),
  'x'.repeat(5_000),
  '__proto__',
  'constructor',
  'toString',
  '1e400',
  '-0',
  'NaN',
  'null',
  '[object Object]',
  '\\',
  '%00',
  '%',
  "'; DROP TABLE contacts; --",
  '${7*7}{{7*7}}',
  '../../etc/passwd',
  'a\r\nb: c',
  '2026-02-30T00:00:00Z',
  '2026-12-31 23:59:59Z',
  '0000-01',
  '00000000-0000-0000-0000-000000000000',
  'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
  'a@b',
  '"\0"@example.com',
  '**/**/**/**',
  'https://[::1]/',
];

export const anyText = fc.oneof(
  fc.constantFrom(...ODD_TEXTS),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ maxLength: 300 }),
);

/** What JSON can say and JavaScript would not write. */
const ODD_NUMBERS = [
  '1e400',
  '-1e400',
  '1e-400',
  '-0',
  '0.5',
  '9007199254740993',
  '-9223372036854775809',
  '2147483648',
  '1'.repeat(400),
];

const anyName = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'length', 'then'),
  fc.string({ minLength: 1, maxLength: 20 }),
  anyText,
);

const nested = (levels: number): string[] => [
  '['.repeat(levels) + ']'.repeat(levels),
  `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`,
];

/** As JSON is written, member by member: no object could hold a name twice, and few `__proto__`. */
export const objectText = (members: readonly (readonly [name: string, value: string])[]): string =>
  `{${members.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join()}}`;

/** Any JSON, as a text. */
export const { any: anyJson, object: anyObject } = fc.letrec<{ any: string; list: string; object: string }>(
  (tie) => ({
    any: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.constantFrom('null', 'true', 'false', '0', '1', '-1', '""', '[]', '{}'),
      fc.constantFrom(...ODD_NUMBERS, ...nested(40), ...nested(2_000)),
      anyText.map((text) => JSON.stringify(text)),
      fc.maxSafeInteger().map(String),
      fc.double().map((number) => JSON.stringify(number)),
      tie('list'),
      tie('object'),
    ),
    list: fc.array(tie('any'), { maxLength: 5 }).map((items) => `[${items.join()}]`),
    object: fc.array(fc.tuple(anyName, tie('any')), { maxLength: 5 }).map(objectText),
  }),
);

/** A name that none of these is. */
export const anyNameBut = (names: readonly string[]): fc.Arbitrary<string> =>
  anyName.filter((name) => !names.includes(name));
