import { type AsOf } from '@latchkey/contracts';
import { entryAt, entryId, positionAt } from '../../test/scripted-line.js';
import { RecentEntries } from './recent-entries.js';

let recent: RecentEntries;
beforeEach(() => (recent = new RecentEntries()));

const answerOn = (id: string, as_of: number, log = 0): AsOf => ({
  as_of,
  as_of_entry: entryId(as_of, log),
  depends_on: [id],
});

describe('a change that came while a question was on its way', () => {
  it('outdates an answer that is about what it touched and does not know of it', () => {
    recent.begin(positionAt(7));
    recent.note(entryAt(8, 'a token'));
    expect(recent.outdate(answerOn('a token', 7))).toBe(true);
    expect(recent.outdate(answerOn('a token', 8))).toBe(false);
    expect(recent.outdate(answerOn('another', 7))).toBe(false);
  });

  it('is remembered until the last question that was sent before it is over', () => {
    const [first, second] = [recent.begin(positionAt(7)), recent.begin(positionAt(7))];
    recent.note(entryAt(8, 'a token'));
    const third = recent.begin(positionAt(8));
    recent.end(first);
    expect(recent.outdate(answerOn('a token', 7))).toBe(true);
    recent.end(second);
    expect(recent.outdate(answerOn('a token', 7))).toBe(false);
    recent.note(entryAt(9, 'a token'));
    recent.end(third);
    expect(recent.outdate(answerOn('a token', 7))).toBe(false);
  });

  it('is remembered, the very next one, when an older question is over', () => {
    const first = recent.begin(positionAt(7));
    recent.note(entryAt(8, 'another'));
    recent.begin(positionAt(8));
    recent.note(entryAt(9, 'a token'));
    recent.end(first);
    expect(recent.outdate(answerOn('a token', 8))).toBe(true);
  });

  it('is not remembered when no question is on its way', () => {
    recent.note(entryAt(8, 'a token'));
    recent.begin(positionAt(8));
    expect(recent.outdate(answerOn('a token', 7))).toBe(false);
  });
});
