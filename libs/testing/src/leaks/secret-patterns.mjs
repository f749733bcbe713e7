import { crc32 } from 'node:zlib';

/**
 * What must never be found outside a caller's request and the reply that hands it out (promise P7). Refresh
 * tokens and services' credentials look like tokens. A digest is no secret, and has no underscore.
 */
const patterns = [
  { kind: 'a token', pattern: /\b[a-z][a-z0-9]{1,15}_[0-9A-Za-z]{24,}/g },
  { kind: 'a secret of a webhook', pattern: /\bwhsec_[0-9A-Za-z+/]{30,}/g },
  { kind: 'a JWT', pattern: /eyJ[\w-]+\.[\w-]+\.[\w-]+/g },
  { kind: 'a password', pattern: /pw-canary-/g },
];

/**
 * @typedef {object} Finding
 * @property {string} kind
 * @property {number} at Where in the text it begins.
 */

/**
 * @param {string} text
 * @param {object} [where]
 * @param {boolean} [where.amongSealedBoxes] Sealed boxes and their keys travel as base64url, and one in a few
 *   hundred happens to begin like a token. Where they abound, a token is told by what makes it one.
 * @returns {Finding[]}
 */
export const findSecrets = (text, { amongSealedBoxes = false } = {}) =>
  patterns.flatMap(({ kind, pattern }) =>
    [...text.matchAll(pattern)]
      .filter(([found]) => kind !== 'a token' || !amongSealedBoxes || isMadeByUs(found))
      .map(({ index }) => ({ kind, at: index })),
  );

/**
 * A shipped prefix, a body of hexadecimal digits only, or a checksum that holds. Written again here on purpose:
 * what watches the code must not be that code.
 * @param {string} word
 */
const isMadeByUs = (word) =>
  /^(apitk|whm|lksvc)_|_[0-9a-f]{32,}$/.test(word) || checksum(word.slice(0, -6)) === word.slice(-6);

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** @param {string} text */
function checksum(text) {
  let digits = '';
  for (let rest = crc32(text); digits.length < 6; rest = Math.floor(rest / 62)) {
    digits = base62.charAt(rest % 62) + digits;
  }
  return digits;
}
