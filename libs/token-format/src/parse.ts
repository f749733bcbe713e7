import { carriesChecksum } from './checksum.js';
import { charactersOf, type Alphabet, type FormatProfile, type ProfileSet } from './profile.js';

export interface ParsedToken {
  readonly profile: FormatProfile;
  /** The 8 characters after the profile's prefix (`key_prefix`): shown to people, never looked up by. */
  readonly prefix8: string;
}

const tableOf = (alphabet: Alphabet): Uint8Array => {
  const table = new Uint8Array(128);
  for (const character of charactersOf[alphabet]) table[character.charCodeAt(0)] = 1;
  return table;
};
const tables: Record<Alphabet, Uint8Array> = { base62: tableOf('base62'), hex: tableOf('hex') };

/** A table, not a regular expression: every request passes here, and this takes half the time. */
const isWrittenIn = (alphabet: Alphabet, text: string, from: number): boolean => {
  const table = tables[alphabet];
  for (let i = from; i < text.length; i++) if (table[text.charCodeAt(i)] !== 1) return false;
  return true;
};

/**
 * Null for whatever cannot be a token: decided here, with no I/O, and without reading a text of the wrong length.
 * It never throws. A good answer says only that the text is well formed; whether it was ever issued, auth knows.
 */
export const parseToken = (text: string, profiles: ProfileSet): ParsedToken | null => {
  const profile = claimedProfile(text, profiles);
  if (!profile || !isWellFormed(text, profile)) return null;
  const bodyStart = profile.prefix.length;
  return { profile, prefix8: text.slice(bodyStart, bodyStart + 8) };
};

/** The profile whose prefix and length a text has; null: it cannot be a token. What is in between, nobody has looked at. */
export const claimedProfile = (text: string, profiles: ProfileSet): FormatProfile | null => {
  const profile = profiles.find(text);
  return profile && text.length === profile.prefix.length + profile.length ? profile : null;
};

/** @param profile That the text claims. */
export const isWellFormed = (text: string, { prefix, alphabet, checksum }: FormatProfile): boolean =>
  isWrittenIn(alphabet, text, prefix.length) && (!checksum || carriesChecksum(text));
