import fc from 'fast-check';

/** The variable that has the properties look elsewhere: a whole number, or `random`. A failure prints its own. */
const VARIABLE = 'LATCHKEY_TEST_SEED';
const USUAL = 20_261_122;
/** A failing input is made smaller for so long: the report has to come before jest gives up on the test. */
const LONGEST_MS = 20_000;

/** The same inputs in every run of the tests: what fails then is what was changed. */
function seed(): number {
  const wanted = process.env[VARIABLE] ?? String(USUAL);
  if (wanted === 'random') return Date.now() % 2 ** 31;
  if (/^-?\d{1,10}$/.test(wanted)) return Number(wanted);
  throw new Error(`${VARIABLE} must be a whole number, or random.`);
}

/**
 * Fails with the smallest input for which `check` does, and the seed that leads to it. Each round has other inputs.
 */
export const holdsFor = <Input>(
  inputs: fc.Arbitrary<Input>,
  runs: number,
  check: (input: Input) => Promise<unknown>,
  { limitMs = LONGEST_MS, round = 0 }: { readonly limitMs?: number; readonly round?: number } = {},
): Promise<void> =>
  fc.assert(
    fc.asyncProperty(inputs, async (input) => {
      await check(input);
    }),
    { seed: seed() + round, numRuns: runs, interruptAfterTimeLimit: limitMs },
  );

/** Some of them, always the same. */
export const someOf = <Input>(inputs: fc.Arbitrary<Input>, count: number): Input[] =>
  fc.sample(inputs, { seed: seed(), numRuns: count });
