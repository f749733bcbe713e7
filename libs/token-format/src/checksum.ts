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

/** One byte's part of the sum (polynomial 0x04C11DB7, reflected). */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let part = byte;
  for (let bit = 0; bit < 8; bit++) part = part & 1 ? (part >>> 1) ^ 0xedb88320 : part >>> 1;
  return part;
});

/**
 * Every request passes here: for sixty characters the way into zlib and back costs several times what the sum does.
 * The checksum is no secret, so the comparison may stop at the first difference.
 * @param text Of ASCII: each character is a byte.
 */
export function carriesChecksum(text: string): boolean {
  const end = text.length - checksumLength;
  let sum = 0xffffffff;
  for (let i = 0; i < end; i++) sum = (sum >>> 8) ^ (TABLE[(sum ^ text.charCodeAt(i)) & 0xff] ?? 0);
  let rest = (sum ^ 0xffffffff) >>> 0;
  for (let i = text.length - 1; i >= end; i--) {
    if (charactersOf.base62.charCodeAt(rest % 62) !== text.charCodeAt(i)) return false;
    rest = Math.floor(rest / 62);
  }
  return true;
}
