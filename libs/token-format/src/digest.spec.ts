import { isTokenDigest, tokenDigest } from './digest.js';

describe('the digest', () => {
  it('is SHA-256 in lower-case hexadecimal', () => {
    expect(tokenDigest('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('recognises itself', () => {
    expect(isTokenDigest(tokenDigest('apitk_anything'))).toBe(true);
  });

  it.each`
    value                    | why
    ${'A'.repeat(64)}        | ${'the case differs'}
    ${'a'.repeat(63)}        | ${'it is too short'}
    ${'a'.repeat(65)}        | ${'it is too long'}
    ${`${'a'.repeat(64)}\n`} | ${'a line break follows'}
    ${'g'.repeat(64)}        | ${'it is not hexadecimal'}
    ${['a'.repeat(64)]}      | ${'an array is not a text, though it prints like one'}
    ${undefined}             | ${'there is nothing'}
  `('is not mistaken for something else: $why', ({ value }: { value: unknown }) => {
    expect(isTokenDigest(value)).toBe(false);
  });
});
