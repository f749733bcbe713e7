import { checksumLength, checksumOf } from './checksum.js';
import { type Alphabet, type FormatProfile, type ProfileSet } from './profile.js';

export interface ParsedToken {
  readonly profile: FormatProfile;
  /** The 8 characters after the profile's prefix (`key_prefix`): shown to people, never looked up by. */
  readonly prefix8: string;
}

const onlyOf: Record<Alphabet, RegExp> = { base62: /^[0-9A-Za-z]+$/, hex: /^[0-9a-f]+$/ };

/**
 * Null for whatever cannot be a token: decided here, with no I/O, and without reading a text of the wrong length.
 * The checksum is no secret, so comparing it may take as long as it likes.
 */
export const parseToken = (text: string, profiles: ProfileSet): ParsedToken | null => {
  const profile = profiles.find(text);
  if (!profile || text.length !== profile.prefix.length + profile.length) return null;
  const body = text.slice(profile.prefix.length);
  if (!onlyOf[profile.alphabet].test(body)) return null;
  if (profile.checksum && checksumOf(text.slice(0, -checksumLength)) !== text.slice(-checksumLength))
    return null;
  return { profile, prefix8: body.slice(0, 8) };
};
