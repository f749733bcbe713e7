import { withoutValues } from './traced-client.js';

describe('a statement in a trace', () => {
  it.each([
    ['SELECT 1', 'SELECT 1'],
    ["SET LOCAL latchkey.workspace_id = '0192a1b2-aaaa'", "SET LOCAL latchkey.workspace_id = '?'"],
    ["ARRAY['one','it''s two']::text[]", "ARRAY['?','?']::text[]"],
    ['SELECT *\n     FROM contacts\n    WHERE id = $1', 'SELECT * FROM contacts WHERE id = $1'],
  ])('says no values: %s', (text, shown) => {
    expect(withoutValues(text)).toBe(shown);
  });

  it('is cut where it is long', () => {
    expect(withoutValues('x'.repeat(10_000))).toHaveLength(2_000);
  });
});
