export interface NumberedKeys {
  readonly keys: ReadonlyMap<number, Buffer>;
  /** Used for what is new. */
  readonly current: number;
}

/** `2*:<base64>`: a star where the highest number is not the one in use. */
const ENTRY = /^\s*([1-9]\d{0,4})(\*?):([A-Za-z0-9+/_-]+={0,2})\s*$/;

/**
 * Keys of the environment that can be replaced while what was made with the old ones goes on: `1:<base64>,2:<base64>`.
 * The highest number is used for what is new, or the one with a star: so a new key can be made known to every process
 * before the first of them uses it (`1*:<base64>,2:<base64>`).
 * @throws TypeError Without the text, which is a secret.
 */
export function readNumberedKeys(text: string, isLongEnough: (bytes: number) => boolean): NumberedKeys {
  const keys = new Map<number, Buffer>();
  const starred: number[] = [];
  for (const entry of text.split(',')) {
    const [, version, star, base64] = ENTRY.exec(entry) ?? [];
    const key = Buffer.from(base64 ?? '', 'base64');
    if (!version || !isLongEnough(key.length) || keys.has(Number(version))) {
      throw new TypeError('not a list of numbered keys');
    }
    keys.set(Number(version), key);
    if (star) starred.push(Number(version));
  }
  if (starred.length > 1) throw new TypeError('not a list of numbered keys');
  return { keys, current: starred[0] ?? Math.max(...keys.keys()) };
}
