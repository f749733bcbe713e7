import { flawOfRoutes } from '@latchkey/contracts';
import { Minimatch } from 'minimatch';
import { ActionPath } from './action-path.js';
import { isRouteAllowed } from './matching.js';

/** All that D7's grammar has not is switched off, so that on this grammar it means what D7 says. */
const ONLY_STARS = {
  nobrace: true,
  noext: true,
  nocomment: true,
  nonegate: true,
  nocase: false,
  dot: true,
  platform: 'linux',
} as const;

const oracle = (pattern: string, path: string): boolean => new Minimatch(pattern, ONLY_STARS).match(path);

/** The same numbers in every run of a seed. */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

interface Pair {
  readonly pattern: string;
  readonly path: ActionPath;
  readonly ids: Readonly<Record<string, string>>;
  /** With the ids in their places, as minimatch gets it. */
  readonly text: string;
}

/** What a pattern may hold besides wildcards: some of it means something in other languages of patterns. */
const LITERALS = ['a', 'b', 'ab', 'A', '.a', '#a', 'a.b', 'a-b', 'a+b', '@a', '7', '...'] as const;
/** What a path may hold where an id stands: also what would be a pattern if it stood in one. No slash: minimatch would see two segments. */
const IDS = [...LITERALS, '*', '**', 'a*', '{a,b}', '[ab]', '!a', '?', '+(a)', '\\a', '<id>'] as const;

/** Drawn from few letters, so that about one in three is covered. */
function* pairs(seed: number, count: number): Generator<Pair> {
  const random = numbers(seed);
  const chance = (): number => random.next().value;
  const pick = <Item>(items: readonly [Item, ...Item[]]): Item =>
    items[Math.floor(chance() * items.length)] ?? items[0];
  for (let made = 0; made < count;) {
    const ids: Record<string, string> = {};
    const segments = Array.from({ length: 1 + Math.floor(chance() * 6) }, (_, index) => {
      if (chance() < 0.6) return pick(['a', 'b', 'ab']);
      ids[`id${index}`] = pick(IDS);
      return `{id${index}}`;
    });
    const text = segments.map((segment, index) => ids[`id${index}`] ?? segment);
    // Half of them come from the path itself: of texts that have nothing to do with each other few would match.
    const drawn =
      chance() < 0.5
        ? text.filter((segment) => flawOfRoutes([segment]) === null)
        : Array.from({ length: 1 + Math.floor(chance() * 6) }, () => pick(LITERALS));
    const pattern: string[] = drawn.map((segment) => (chance() < 0.4 ? pick(['*', '**']) : segment));
    if (chance() < 0.2) pattern.push('**');
    if (pattern.length === 0 || flawOfRoutes([pattern.join('/')]) !== null) continue;
    made++;
    yield { pattern: pattern.join('/'), path: new ActionPath(segments.join('/')), ids, text: text.join('/') };
  }
}

const DEEP_END = /(?:\/\*\*)+$/;

describe('minimatch, where it speaks the same language,', () => {
  it('says the same of 100,000 patterns and paths, but for a ** at the end that would take nothing', () => {
    const seed = 20_261_122;
    const seen = { covered: 0, not: 0, takesNothing: 0 };
    for (const { pattern, path, ids, text } of pairs(seed, 100_000)) {
      const ours = isRouteAllowed([pattern], path, ids);
      const theirs = oracle(pattern, text);
      // To minimatch, `a/**` is what is in the folder a, without the folder. To D7, ** is any number of segments, and none is one.
      const takesNothing = DEEP_END.test(pattern) && !theirs && oracle(pattern.replace(DEEP_END, ''), text);
      if (ours !== (theirs || takesNothing)) {
        throw new Error(`seed ${seed}: ${pattern} on ${text}: ours ${ours}, minimatch ${theirs}`);
      }
      if (takesNothing) seen.takesNothing++;
      else seen[ours ? 'covered' : 'not']++;
    }
    // No answer is one that hardly ever comes.
    expect(seen.covered).toBeGreaterThan(20_000);
    expect(seen.not).toBeGreaterThan(20_000);
    expect(seen.takesNothing).toBeGreaterThan(1_000);
  });

  it.each`
    pattern         | text         | ours     | theirs   | why
    ${'bot/**'}     | ${'bot'}     | ${true}  | ${false} | ${'** took nothing'}
    ${'bot/**/**'}  | ${'bot'}     | ${true}  | ${false} | ${'two of them took nothing'}
    ${'*/**'}       | ${'bot'}     | ${true}  | ${false} | ${'the same after a *'}
    ${'**'}         | ${'bot'}     | ${true}  | ${true}  | ${'it took one'}
    ${'bot/**'}     | ${'bot/7'}   | ${true}  | ${true}  | ${'it took one'}
    ${'**/bot'}     | ${'bot'}     | ${true}  | ${true}  | ${'at the beginning it may take nothing for both'}
    ${'bot/**/end'} | ${'bot/end'} | ${true}  | ${true}  | ${'and in between'}
    ${'bot/**'}     | ${'bots'}    | ${false} | ${false} | ${'the rest does not fit without it'}
  `('of $pattern on $text says $theirs, and we $ours: $why', (row) => {
    const { pattern, text, ours, theirs } = row as Record<'pattern' | 'text', string> &
      Record<'ours' | 'theirs', boolean>;
    const [first = '', ...more] = text.split('/');
    const ids = Object.fromEntries(more.map((segment, index) => [`id${index}`, segment]));
    const path = new ActionPath([first, ...more.map((_, index) => `{id${index}}`)].join('/'));
    expect(isRouteAllowed([pattern], path, ids)).toBe(ours);
    expect(oracle(pattern, text)).toBe(theirs);
  });
});

describe('patterns that hang others', () => {
  const repeated = (segment: string, times: number): string => Array<string>(times).fill(segment).join('/');

  it.each([
    { what: '200 x **', pattern: repeated('**', 200), flaw: 'must have at most 256 characters' },
    { what: '200 x ** before a letter', pattern: `${repeated('**', 200)}/z`, flaw: 'at most 256 characters' },
    { what: '13 x **', pattern: `${repeated('**', 13)}/z`, flaw: 'must have at most 4 times **' },
    { what: '13 x **/a', pattern: `${repeated('**/a', 13)}/z`, flaw: 'must have at most 4 times **' },
    { what: '8 x a*', pattern: 'a*'.repeat(8), flaw: 'must have * and ** as whole segments only' },
    { what: '8 x a*/', pattern: `${repeated('a*', 8)}/z`, flaw: 'must have * and ** as whole segments only' },
  ])('are refused when they are made: $what', ({ pattern, flaw }) => {
    expect(flawOfRoutes([pattern])).toContain(flaw);
  });
});
