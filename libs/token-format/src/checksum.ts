import { crc32 } from 'node:zlib';
import { charactersOf } from './profile.js';

export const checksumLength = 6;

/**
 * CRC-32 (IEEE) in base62, padded to six characters: 62⁶ > 2³². It finds every mistyped character and every
 * swap of neighbours. It proves nothing about who made the token; it only spares a look-up.
 */
export const checksumOf = (text: string): string => {
  let rest = crc32(text);
  let digits = '';
  while (digits.length < checksumLength) {
    digits = charactersOf.base62.charAt(rest % 62) + digits;
    rest = Math.floor(rest / 62);
  }
  return digits;
};

/** The checksum is no secret, so the comparison may stop at the first difference. */
export const carriesChecksum = (text: string): boolean =>
  text.endsWith(checksumOf(text.slice(0, -checksumLength)));
