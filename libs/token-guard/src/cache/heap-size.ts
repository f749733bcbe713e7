/** Of V8 in Node.js, 64 bits: a header of an object, and a word. */
const HEADER = 24;
const ARRAY_HEADER = 32;
const WORD = 8;
const BOXED_NUMBER = 16;
const STRING_HEADER = 16;

const rounded = (bytes: number): number => Math.ceil(bytes / WORD) * WORD;

const isSmall = (value: number): boolean => Number.isInteger(value) && Math.abs(value) < 2 ** 31;

/** Two bytes a character as soon as one needs it. */
const textBytes = (text: string): number =>
  STRING_HEADER + rounded(text.length * (/^[\u0000-\u00ff]*$/.test(text) ? 1 : 2));

/** About as many bytes as plain data takes in memory, without what is `shared` and so counted elsewhere. */
export function heapBytes(value: unknown, shared: ReadonlySet<unknown>): number {
  if (shared.has(value)) return 0;
  if (typeof value === 'string') return textBytes(value);
  if (typeof value === 'number') return isSmall(value) ? 0 : BOXED_NUMBER;
  if (typeof value !== 'object' || value === null) return 0;
  const parts: unknown[] = Object.values(value);
  const own = Array.isArray(value) ? ARRAY_HEADER : HEADER;
  return parts.reduce<number>((sum, part) => sum + WORD + heapBytes(part, shared), own);
}
