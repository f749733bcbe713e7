const SHORTEST = 4;

/** Words that are as true of any other token (Q7). */
const SAY_NOTHING: ReadonlySet<string> = new Set(
  (
    'a an the my our new old first second another token tokens key keys api apikey access auth secret name ' +
    'test tests testing demo default example untitled unnamed foo bar asdf temp tmp'
  ).split(' '),
);

const ADVICE = 'Say where it is used, as in: Production Website Integration';

/**
 * What could be better about a token's name, for its author (Q7). Advice, and never a refusal: who finds `Token 1` in a
 * list a year later dares not delete it.
 */
export function adviceOnName(name: string): string[] {
  const words = name.toLowerCase().match(/\p{L}+/gu) ?? [];
  const isShort = Array.from(name.trim()).length < SHORTEST;
  // A number, or nothing but signs, says nothing either.
  return isShort || words.every((word) => SAY_NOTHING.has(word)) ? [ADVICE] : [];
}
