import { charactersOf, type FormatProfile, type ProfileSet, serviceCredential } from './profile.js';

export type ForeignAlphabet = 'hex' | 'base58' | 'base62' | 'base64url';

/** What tokens of another system look like, and what that system hashed of them (D18). */
export interface ForeignShape {
  readonly prefix: string;
  readonly alphabet: ForeignAlphabet;
  /** Characters after the prefix. */
  readonly length: number;
  /** `after-pipe`: the token is `<digits>|<prefix><secret>`, and what follows the `|` was hashed. */
  readonly of: 'whole' | 'after-pipe';
}

const characters: Record<ForeignAlphabet, string> = {
  hex: charactersOf.hex,
  base58: '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz',
  base62: charactersOf.base62,
  base64url: `${charactersOf.base62}-_`,
};

/** An alphabet is a bit, so that one pass over a text finds all alphabets that it is written in. */
const BIT: Record<ForeignAlphabet, number> = { hex: 1, base58: 2, base62: 4, base64url: 8 };
const ALL = 15;
const bitsOf = new Uint8Array(128);
for (const [alphabet, bit] of Object.entries(BIT)) {
  for (const character of characters[alphabet as ForeignAlphabet]) {
    const code = character.charCodeAt(0);
    bitsOf[code] = (bitsOf[code] ?? 0) | bit;
  }
}

const SHORTEST = 16;
const LONGEST_PREFIX = 32;
const LONGEST = LONGEST_PREFIX + 256;
/** As many as PostgreSQL's bigint has, and MySQL's unsigned one. */
const MOST_DIGITS = 20;

/** What is hashed of a text if its system hashes what follows `<digits>|`; null: the text is no such token. */
function afterPipe(text: string): string | null {
  for (let i = 0; i <= MOST_DIGITS; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x7c) return i === 0 ? null : text.slice(i + 1);
    // NaN behind the end is no digit either.
    if (!(code >= 0x30 && code <= 0x39)) return null;
  }
  return null;
}

/** Which part of it could have been hashed, by any shape that there may be; null: it can be nobody's token. */
function hashedPart(text: string): { readonly of: ForeignShape['of']; readonly part: string } | null {
  if (text.length > LONGEST + MOST_DIGITS + 1) return null;
  const rest = afterPipe(text);
  return rest === null ? { of: 'whole', part: text } : { of: 'after-pipe', part: rest };
}

/** Whether some shape could match it: what is worth waiting for where the shapes are not known. */
export function mayBeForeign(text: string, profiles: ProfileSet): boolean {
  const part = hashedPart(text)?.part ?? '';
  if (part.length < SHORTEST || part.length > LONGEST) return false;
  for (let i = 0; i < part.length; i++) if (!bitsOf[part.charCodeAt(i)]) return false;
  // A token of our own, mistyped: no shape is let in that would match it.
  const own = profiles.find(text);
  return text.length !== (own ? own.prefix.length + own.length : -1);
}

/** A list of shapes, made ready once. A match takes one pass over a text, however many shapes there are. */
export class ForeignShapes {
  /** By what is hashed and its length, the alphabets behind each prefix. */
  private readonly known = new Map<string, Map<string, number>>();

  constructor(shapes: readonly ForeignShape[]) {
    for (const { of, prefix, alphabet, length } of shapes) {
      const key = `${of} ${prefix.length + length}`;
      const prefixes = this.known.get(key) ?? new Map<string, number>();
      this.known.set(key, prefixes.set(prefix, (prefixes.get(prefix) ?? 0) | BIT[alphabet]));
    }
  }

  /** What its system hashed of a token that has one of the shapes; null for anything else. Never throws. */
  match(text: string): string | null {
    const found = hashedPart(text);
    if (!found) return null;
    const { of, part } = found;
    const prefixes = this.known.get(`${of} ${part.length}`);
    if (!prefixes) return null;
    // Backwards: at each place, the alphabets that all from there to the end is written in.
    let alphabets = ALL;
    for (let i = part.length - 1; i >= 0; i--) {
      alphabets &= bitsOf[part.charCodeAt(i)] ?? 0;
      if (alphabets === 0) return null;
      if (i <= LONGEST_PREFIX && alphabets & (prefixes.get(part.slice(0, i)) ?? 0)) return part;
    }
    return null;
  }
}

/** The format of our own that has tokens which this shape would match too; null: there is none. */
export function ownFormatLike(shape: ForeignShape, profiles: ProfileSet): FormatProfile | null {
  if (shape.of === 'after-pipe') return null;
  const own = [...profiles.names.flatMap((name) => profiles.named(name) ?? []), serviceCredential];
  return own.find((profile) => overlap(shape, profile)) ?? null;
}

/** Both are as long, and whichever prefix is longer goes on in the other's alphabet. All alphabets have digits in common. */
function overlap(shape: ForeignShape, profile: FormatProfile): boolean {
  if (shape.prefix.length + shape.length !== profile.prefix.length + profile.length) return false;
  const common = Math.min(shape.prefix.length, profile.prefix.length);
  if (shape.prefix.slice(0, common) !== profile.prefix.slice(0, common)) return false;
  const isIn = (alphabet: string, rest: string): boolean =>
    Array.from(rest).every((character) => alphabet.includes(character));
  return (
    isIn(characters[shape.alphabet], profile.prefix.slice(common)) &&
    isIn(charactersOf[profile.alphabet], shape.prefix.slice(common))
  );
}
