import { checksumLength, checksumOf } from './checksum.js';
import { charactersOf, type FormatProfile } from './profile.js';
import { randomCharacters } from './random-characters.js';

/** A new token. It exists only in the returned value: hand it out once, store its digest. */
export const generateToken = (profile: FormatProfile): string => {
  const characters = charactersOf[profile.alphabet];
  if (!profile.checksum) return profile.prefix + randomCharacters(characters, profile.length);
  const unsigned = profile.prefix + randomCharacters(characters, profile.length - checksumLength);
  return unsigned + checksumOf(unsigned);
};
