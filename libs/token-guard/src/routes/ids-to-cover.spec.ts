import { ActionPath } from './action-path.js';
import { idsToCover } from './ids-to-cover.js';
import { isRouteAllowed } from './matching.js';

describe('ids with which a pattern covers a path', () => {
  it.each`
    pattern                    | path                           | ids                   | why
    ${'contacts/7/fetch'}      | ${'contacts/{id}/fetch'}       | ${{ id: '7' }}        | ${'it names one'}
    ${'contacts/*/fetch'}      | ${'contacts/{id}/fetch'}       | ${{}}                 | ${'any will do'}
    ${'contacts/**'}           | ${'contacts/{id}/fetch'}       | ${{}}                 | ${'any will do'}
    ${'**/7/**'}               | ${'contacts/{id}/fetch'}       | ${{ id: '7' }}        | ${'it names one, wherever'}
    ${'contacts/list'}         | ${'contacts/list'}             | ${{}}                 | ${'there is none to name'}
    ${'contacts/list'}         | ${'contacts/{id}/fetch'}       | ${null}               | ${'it ends before'}
    ${'contacts/7'}            | ${'contacts/{id}/fetch'}       | ${null}               | ${'it ends before'}
    ${'contacts/7/update'}     | ${'contacts/{id}/fetch'}       | ${null}               | ${'its action is another'}
    ${'contacts/7/fetch/all'}  | ${'contacts/{id}/fetch'}       | ${null}               | ${'it goes on'}
    ${'bot/7/session/8/fetch'} | ${'bot/{b}/session/{s}/fetch'} | ${{ b: '7', s: '8' }} | ${'it names both'}
    ${'bot/**/8/fetch'}        | ${'bot/{b}/session/{s}/fetch'} | ${{ s: '8' }}         | ${'it names the second'}
  `('$pattern, $path: $ids, because $why', (row) => {
    const { pattern, path, ids } = row as Record<'pattern' | 'path', string> & { ids: object | null };
    expect(idsToCover(pattern, new ActionPath(path))).toEqual(ids);
  });

  it('are there when the guard would take some, and are taken by it', () => {
    const segments = ['a', 'b', '*', '**'];
    const places = ['a', '{x}', '{y}'];
    let covered = 0;
    for (const pattern of upToFour(segments)) {
      for (const path of upToFour(places).filter((names) => new Set(names).size === names.length)) {
        const asked = new ActionPath(path.join('/'));
        const found = idsToCover(pattern.join('/'), asked);
        const ids = ['a', 'b', 'c'].flatMap((x) => ['a', 'b', 'c'].map((y) => ({ x, y })));
        const isCovered = ids.some((some) => isRouteAllowed([pattern.join('/')], asked, some));
        if ((found !== null) !== isCovered) throw new Error(`${pattern.join('/')} on ${asked.text}`);
        if (found) {
          expect(isRouteAllowed([pattern.join('/')], asked, { x: 'c', y: 'c', ...found })).toBe(true);
          covered++;
        }
      }
    }
    expect(covered).toBeGreaterThan(500);
  });
});

/** All lists of one to four of these. */
const upToFour = (items: readonly string[]): string[][] => {
  const longer = (lists: string[][]): string[][] =>
    lists.flatMap((list) => items.map((item) => [...list, item]));
  const ones = items.map((item) => [item]);
  const twos = longer(ones);
  const threes = longer(twos);
  return [...ones, ...twos, ...threes, ...longer(threes)];
};
