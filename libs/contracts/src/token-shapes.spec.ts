import { flawOfTokenShapes, SHAPE_LIMITS, type TokenShape } from './token-shapes.js';

const shape: TokenShape = { prefix: 'shop_', length: 22, alphabet: 'base58', of: 'whole' };

describe('a list of shapes', () => {
  it.each([
    [[]],
    [[shape]],
    [[shape, { ...shape, length: 21 }, { prefix: '', length: 40, alphabet: 'base62', of: 'after-pipe' }]],
    [[{ ...shape, prefix: 'p'.repeat(32), length: 256 }]],
    [Array.from({ length: SHAPE_LIMITS.shapes }, (_, n) => ({ ...shape, length: 16 + n }))],
  ])('is good: %j', (list) => {
    expect(flawOfTokenShapes(list)).toBeNull();
  });

  it.each([
    { list: null, flaw: 'must be a list of shapes' },
    { list: {}, flaw: 'must be a list of shapes' },
    { list: [null], flaw: 'each must be as in' },
    { list: ['shop_'], flaw: 'each must be as in' },
    { list: [{ ...shape, of: undefined, off: 'whole' }], flaw: 'each must be as in' },
    { list: [{ ...shape, checksum: true }], flaw: 'each must be as in' },
    { list: [{ ...shape, prefix: 'p'.repeat(33) }], flaw: 'each prefix must have at most 32' },
    { list: [{ ...shape, prefix: 'sh|' }], flaw: 'each prefix must have' },
    { list: [{ ...shape, prefix: 'é' }], flaw: 'each prefix must have' },
    { list: [{ ...shape, prefix: 'a\n' }], flaw: 'each prefix must have' },
    { list: [{ ...shape, prefix: 7 }], flaw: 'each prefix must have' },
    { list: [{ ...shape, length: 15 }], flaw: 'from 16 to 256' },
    { list: [{ ...shape, length: 257 }], flaw: 'from 16 to 256' },
    { list: [{ ...shape, length: 16.5 }], flaw: 'from 16 to 256' },
    { list: [{ ...shape, length: '22' }], flaw: 'from 16 to 256' },
    { list: [{ ...shape, alphabet: 'base64' }], flaw: 'each alphabet must be one of: hex, base58' },
    { list: [{ ...shape, of: 'half' }], flaw: 'each of must be one of: whole, after-pipe' },
    { list: [shape, { ...shape }], flaw: 'must not name a shape twice' },
    { list: Array.from({ length: 11 }, (_, n) => ({ ...shape, length: 16 + n })), flaw: 'at most 10' },
  ])('is told what is wrong: $flaw', ({ list, flaw }) => {
    expect(flawOfTokenShapes(list)).toContain(flaw);
  });
});
