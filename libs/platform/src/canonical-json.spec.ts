import { canonicalJson } from './canonical-json.js';

describe('canonical JSON', () => {
  it.each([
    [{ b: 1, a: { d: [{ f: 1, e: 2 }], c: null } }, '{"a":{"c":null,"d":[{"e":2,"f":1}]},"b":1}'],
    [{ 10: 'x', 9: 'y', A: 1, a: 2 }, '{"9":"y","10":"x","A":1,"a":2}'],
    [{ a: undefined }, '{}'],
    [['b', 'a'], '["b","a"]'],
  ])('of %j is %s', (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  it('tells null from absent, and a number from its digits', () => {
    const texts = [{ a: null }, {}, { a: 1 }, { a: '1' }].map(canonicalJson);
    expect(new Set(texts).size).toBe(4);
  });
});
