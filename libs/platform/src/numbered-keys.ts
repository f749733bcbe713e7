/**
 * Keys of the environment that can be replaced while what was made with the old ones goes on: `1:<base64>,2:<base64>`.
 * The highest number is used for what is new.
 * @throws TypeError Without the text, which is a secret.
 */
export function readNumberedKeys(
  text: string,
  isLongEnough: (bytes: number) => boolean,
): ReadonlyMap<number, Buffer> {
  const keys = new Map<number, Buffer>();
  for (const entry of text.split(',')) {
    const [, version, base64] = /^\s*([1-9]\d{0,4}):([A-Za-z0-9+/_-]+={0,2})\s*$/.exec(entry) ?? [];
    const key = Buffer.from(base64 ?? '', 'base64');
    if (!version || !isLongEnough(key.length) || keys.has(Number(version))) {
      throw new TypeError('not a list of numbered keys');
    }
    keys.set(Number(version), key);
  }
  return keys;
}
