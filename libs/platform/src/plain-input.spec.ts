import { type Refusal } from '@latchkey/contracts';
import { refuseUnusable } from './plain-input.js';

const reasonsFor = (input: unknown): unknown => {
  try {
    refuseUnusable(input);
    return 'accepted';
  } catch (error) {
    return (error as Refusal).errors;
  }
};
const nested = (levels: number): object => {
  let value: object = {};
  for (let level = 1; level < levels; level++) value = { inner: value };
  return value;
};

describe('input', () => {
  it.each([
    { input: undefined, why: 'there may be none' },
    { input: {}, why: 'it may be empty' },
    {
      input: { name: 'Zoë 🔑', tags: ['a', 1, null, true] },
      why: 'any character that can be stored may stand in it',
    },
    { input: { custom: nested(32) }, why: 'it is just not too deep' },
  ])('is left to its DTO: $why', ({ input }) => {
    expect(reasonsFor(input)).toBe('accepted');
  });

  it.each([
    { input: null, why: 'null is no object' },
    { input: 'a text', why: 'nor is a text' },
    { input: [{ name: 'x' }], why: 'nor is a list' },
  ])('is refused as a body: $why', ({ input }) => {
    expect(reasonsFor(input)).toEqual({ body: ['must be a JSON object'] });
  });

  it.each([
    { value: 'a\0b', why: 'no text may hold U+0000' },
    { value: ['ok', '\ud800'], why: 'half a surrogate pair is no character' },
    { value: { '\udfff': 1 }, why: 'nor may it stand in a key' },
  ])('is refused by field where PostgreSQL could not store it: $why', ({ value }) => {
    expect(reasonsFor({ good: 'x', field: value })).toEqual({
      field: ['holds a character that cannot be stored'],
    });
  });

  it.each(['__proto__', 'constructor', 'prototype'])('is refused by field when %s is a key', (key) => {
    const value = JSON.parse(`{"a":{"${key}":1}}`) as object;
    expect(reasonsFor({ field: value })).toEqual({ field: [`must not hold the key ${key}`] });
    expect(reasonsFor(JSON.parse(`{"${key}":1}`))).toEqual(
      JSON.parse(`{"${key}":["is not a known field"]}`) as object,
    );
  });

  it.each(['toString', 'hasOwnProperty', '__defineGetter__'])(
    'is refused by field when every object has its field %s, which may well be a key within one',
    (key) => {
      expect(reasonsFor({ [key]: 1 })).toEqual({ [key]: ['is not a known field'] });
      expect(reasonsFor({ field: { [key]: 1 } })).toBe('accepted');
    },
  );

  it('is refused by field when it is deeper than anybody needs, however deep that is', () => {
    for (const levels of [40, 50_000]) {
      expect(reasonsFor({ field: nested(levels) })).toEqual({ field: ['must be at most 32 levels deep'] });
    }
  });
});
