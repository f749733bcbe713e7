import { atScale } from './scale.js';

describe('the size of a proof', () => {
  const before = process.env.LATCHKEY_TEST_SCALE;
  afterEach(() => {
    if (before === undefined) delete process.env.LATCHKEY_TEST_SCALE;
    else process.env.LATCHKEY_TEST_SCALE = before;
  });

  const sizes = { test: 250, verify: 1_000 };

  it('is the small one unless the whole one is asked for', () => {
    delete process.env.LATCHKEY_TEST_SCALE;
    expect(atScale(sizes)).toBe(250);
    process.env.LATCHKEY_TEST_SCALE = 'verify';
    expect(atScale(sizes)).toBe(1_000);
  });

  it('is no guess at what a misspelt scale meant', () => {
    process.env.LATCHKEY_TEST_SCALE = 'verfy';
    expect(() => atScale(sizes)).toThrow('LATCHKEY_TEST_SCALE must be test or verify.');
  });
});
