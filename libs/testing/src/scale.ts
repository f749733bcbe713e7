/** The variable that says how large the proofs are: `test`, unless told otherwise, or `verify`. */
const VARIABLE = 'LATCHKEY_TEST_SCALE';

/**
 * A size of a proof that has two: one for every run of the tests, small and still failing when the promise is broken,
 * and the whole one, which `npm run verify` asks for.
 */
export function atScale<Size>(sizes: { readonly test: Size; readonly verify: Size }): Size {
  const scale = process.env[VARIABLE] ?? 'test';
  if (scale === 'test' || scale === 'verify') return sizes[scale];
  throw new Error(`${VARIABLE} must be test or verify.`);
}
