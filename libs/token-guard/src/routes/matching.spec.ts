import { flawOfRoutes } from '@latchkey/contracts';
import { ActionPath } from './action-path.js';
import { isRouteAllowed } from './matching.js';

const list = new ActionPath('contacts/list');
const fetchOne = new ActionPath('contacts/{id}/fetch');
const session = new ActionPath('bot/{botId}/session/create');
const usage = new ActionPath('bot/{botId}/session/{id}/usage/fetch');
const self = new ActionPath('self');

describe('a pattern', () => {
  it.each`
    pattern                       | path        | params                           | covers   | why
    ${'contacts/list'}            | ${list}     | ${{}}                            | ${true}  | ${'it is the same text'}
    ${'contacts/List'}            | ${list}     | ${{}}                            | ${false} | ${'letter case counts'}
    ${'contacts'}                 | ${list}     | ${{}}                            | ${false} | ${'it is shorter'}
    ${'contacts/list/all'}        | ${list}     | ${{}}                            | ${false} | ${'it is longer'}
    ${'contacts/lis'}             | ${list}     | ${{}}                            | ${false} | ${'a beginning is not the whole'}
    ${'contacts/lists'}           | ${list}     | ${{}}                            | ${false} | ${'nor is more than the whole'}
    ${'contacts/*'}               | ${list}     | ${{}}                            | ${true}  | ${'* is one segment'}
    ${'contacts/*'}               | ${fetchOne} | ${{ id: '7' }}                   | ${false} | ${'* is not two (C10)'}
    ${'contacts/**'}              | ${fetchOne} | ${{ id: '7' }}                   | ${true}  | ${'** is any number (C10)'}
    ${'contacts/list/**'}         | ${list}     | ${{}}                            | ${true}  | ${'** is also none'}
    ${'**/contacts/list'}         | ${list}     | ${{}}                            | ${true}  | ${'also at the beginning'}
    ${'contacts/**/list'}         | ${list}     | ${{}}                            | ${true}  | ${'and in between'}
    ${'**/list'}                  | ${list}     | ${{}}                            | ${true}  | ${'it ends so (C12)'}
    ${'**/list'}                  | ${fetchOne} | ${{ id: 'list' }}                | ${false} | ${'it does not end so'}
    ${'**'}                       | ${session}  | ${{ botId: '7' }}                | ${true}  | ${'it is everything'}
    ${'*'}                        | ${self}     | ${{}}                            | ${true}  | ${'there is one segment'}
    ${'*'}                        | ${list}     | ${{}}                            | ${false} | ${'there are two'}
    ${'*/**'}                     | ${self}     | ${{}}                            | ${true}  | ${'one, and none more'}
    ${'*/*/**'}                   | ${self}     | ${{}}                            | ${false} | ${'there is but one'}
    ${'bot/7/session/create'}     | ${session}  | ${{ botId: '7' }}                | ${true}  | ${'it names the id (C11)'}
    ${'bot/7/session/create'}     | ${session}  | ${{ botId: '8' }}                | ${false} | ${'it names another'}
    ${'bot/7/session/create'}     | ${session}  | ${{}}                            | ${false} | ${'there is no id'}
    ${'bot/**/usage/fetch'}       | ${usage}    | ${{ botId: '7', id: '8' }}       | ${true}  | ${'** skips what is between (C12)'}
    ${'bot/**/session/**/fetch'}  | ${usage}    | ${{ botId: '7', id: '8' }}       | ${true}  | ${'each ** takes its share'}
    ${'**/session/**/session/**'} | ${usage}    | ${{ botId: '7', id: '8' }}       | ${false} | ${'there is one session'}
    ${'**/session/*/usage/*'}     | ${usage}    | ${{ botId: 'session', id: '8' }} | ${true}  | ${'the first that fits is not the one'}
    ${'contacts/a/b/fetch'}       | ${fetchOne} | ${{ id: 'a/b' }}                 | ${false} | ${'a slash in an id makes no segment'}
    ${'contacts/*/fetch'}         | ${fetchOne} | ${{ id: 'a/b' }}                 | ${true}  | ${'an id is one segment whatever it holds'}
    ${'contacts/*/*/fetch'}       | ${fetchOne} | ${{ id: 'a/b' }}                 | ${false} | ${'and no more than one'}
    ${'contacts/7/fetch'}         | ${fetchOne} | ${{ id: '*' }}                   | ${false} | ${'a star in an id is no wildcard'}
    ${'contacts/con*/fetch'}      | ${fetchOne} | ${{ id: 'con7' }}                | ${false} | ${'a partial wildcard is none'}
    ${'*x/list'}                  | ${list}     | ${{}}                            | ${false} | ${'nor is one at the beginning'}
    ${'**x/list'}                 | ${list}     | ${{}}                            | ${false} | ${'nor are two'}
    ${'***'}                      | ${list}     | ${{}}                            | ${false} | ${'nor are three'}
    ${''}                         | ${list}     | ${{}}                            | ${false} | ${'nothing covers nothing'}
    ${'contacts/'}                | ${list}     | ${{}}                            | ${false} | ${'an empty segment covers nothing'}
    ${'contacts//list'}           | ${list}     | ${{}}                            | ${false} | ${'nor does one in between'}
  `('$pattern covers it with the ids $params: $covers, because $why', (row) => {
    const { pattern, path, params, covers } = row as {
      pattern: string;
      path: ActionPath;
      params: Record<string, string>;
      covers: boolean;
    };
    expect(isRouteAllowed([pattern], path, params)).toBe(covers);
  });

  it('is enough, wherever it stands; no pattern at all covers nothing', () => {
    expect(isRouteAllowed(['bot/**', '**/fetch', 'contacts/list'], list, {})).toBe(true);
    expect(isRouteAllowed(['contacts/list', 'bot/**'], list, {})).toBe(true);
    expect(isRouteAllowed(['bot/**', '**/fetch'], list, {})).toBe(false);
    expect(isRouteAllowed([], list, {})).toBe(false);
  });
});

/** As D7 says it, and nothing more: slow, and plainly right. */
function reference(pattern: readonly string[], path: readonly string[]): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return path.length === 0;
  if (first === '**') return reference(rest, path) || (path.length > 0 && reference(pattern, path.slice(1)));
  const [segment, ...more] = path;
  return segment !== undefined && (first === '*' || first === segment) && reference(rest, more);
}

/** The same numbers in every run. */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

it('says what a plain reading of the rules says, of 30,000 patterns and paths', () => {
  const random = numbers(20_261_122);
  const pick = <Item>(items: readonly [Item, ...Item[]]): Item =>
    items[Math.floor(random.next().value * items.length)] ?? items[0];
  const many = (most: number): number => 1 + Math.floor(random.next().value * most);
  let covered = 0;
  for (let round = 0; round < 30_000; round++) {
    const pattern = Array.from({ length: many(6) }, () => pick(['a', 'b', 'ab', '*', '**', '**']));
    const ids: Record<string, string> = {};
    const names = Array.from({ length: many(6) }, (_, index) => {
      if (random.next().value < 0.7) return pick(['a', 'b', 'ab']);
      ids[`id${index}`] = pick(['a', 'b', 'ab', '', '/', 'a/b', '*', '**']);
      return `{id${index}}`;
    });
    const path = names.map((name, index) => (name.startsWith('{') ? (ids[`id${index}`] ?? '') : name));
    const expected = reference(pattern, path);
    const found = isRouteAllowed([pattern.join('/')], new ActionPath(names.join('/')), ids);
    if (found !== expected) throw new Error(`${pattern.join('/')} on ${JSON.stringify(path)}: ${found}`);
    if (expected) covered++;
  }
  // Neither answer is the one that nearly always comes.
  expect(covered).toBeGreaterThan(6_000);
  expect(covered).toBeLessThan(24_000);
});

describe('what somebody may write to keep a guard busy', () => {
  const path = new ActionPath(Array.from({ length: 32 }, (_, i) => (i === 31 ? 'z' : `{id${i}}`)).join('/'));
  const ids = Object.fromEntries(Array.from({ length: 31 }, (_, i) => [`id${i}`, 'a'.repeat(100)]));
  const longest = (segment: string, count: number): string => Array<string>(count).fill(segment).join('/');

  it.each([
    { pattern: longest('**', 40), why: 'many **' },
    { pattern: longest('**/a', 5), why: 'five ** in between' },
    { pattern: longest('a', 33), why: 'many segments' },
    { pattern: longest('a*', 31), why: 'partial wildcards' },
  ])('is refused when it is made: $why', ({ pattern }) => {
    expect(flawOfRoutes([pattern])).not.toBeNull();
  });

  /** Counts what is read of a pattern, which is the same on every machine; a time is not. */
  class CountedPattern {
    private reads = 0;

    constructor(
      private readonly text: string,
      private readonly most: number,
    ) {}

    get length(): number {
      return this.text.length;
    }

    charCodeAt(index: number): number {
      if (++this.reads > this.most) throw new Error(`more than ${this.most} characters were read`);
      return this.text.charCodeAt(index);
    }
  }
  /** All of it at each segment of the path, and at each place its end and whether a wildcard stands there. */
  const matchedInTime = (pattern: string, asked: ActionPath): boolean => {
    const counted = new CountedPattern(pattern, 3 * pattern.length * asked.length);
    return isRouteAllowed([counted as unknown as string], asked, ids);
  };

  it.each([
    { pattern: `**/*/**/*/**/*/**/${longest('*', 24)}/y`, why: 'every ** could begin anywhere' },
    { pattern: `**/${longest('*', 30)}/y`, why: 'one ** is tried everywhere' },
    { pattern: `**/${'a'.repeat(100)}/**/${'a'.repeat(100)}/**/a/**/b`, why: 'long segments nearly match' },
    { pattern: `${longest('**/a', 4)}/y`, why: 'every ** is found often' },
  ])('costs no more than reading all of it at each segment of the path: $why', ({ pattern }) => {
    expect(flawOfRoutes([pattern])).toBeNull();
    expect(matchedInTime(pattern, path)).toBe(false);
  });

  // A row that came into the database another way must not stop a service.
  it.each([
    { pattern: `${longest('**', 200)}/y`, what: '200 x **' },
    { pattern: `${longest('**', 13)}/y`, what: '13 x **' },
    { pattern: `${longest('**/a', 13)}/y`, what: '13 x **/a' },
    { pattern: 'a*'.repeat(8), what: '8 x a*' },
    { pattern: `${longest('a*', 8)}/y`, what: '8 x a*/' },
  ])('costs no more either where it is no pattern: $what', ({ pattern }) => {
    const long = new ActionPath(Array<string>(2_000).fill('a').join('/'));
    expect(flawOfRoutes([pattern])).not.toBeNull();
    for (const asked of [path, long]) expect(matchedInTime(pattern, asked)).toBe(false);
  });
});
