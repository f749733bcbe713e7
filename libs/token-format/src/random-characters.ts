import { randomBytes } from 'node:crypto';

/**
 * `count` characters, each equally likely. A byte modulo 62 would favour the first eight characters by a quarter
 * (256 = 4 × 62 + 8), so bytes past the last whole multiple are thrown away and drawn again. Bytes are drawn
 * for all characters at once, with a few to spare, because a draw costs far more than a byte.
 */
export const randomCharacters = (
  characters: string,
  count: number,
  draw: (size: number) => Uint8Array = randomBytes,
): string => {
  const fairBelow = 256 - (256 % characters.length);
  const spare = fairBelow === 256 ? 0 : 8;
  let text = '';
  while (text.length < count) {
    for (const byte of draw(count - text.length + spare)) {
      if (byte < fairBelow && text.length < count) text += characters.charAt(byte % characters.length);
    }
  }
  return text;
};
