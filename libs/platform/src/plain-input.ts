import { Refusal } from '@latchkey/contracts';

/** Deeper input is nobody's honest request, and what walks it by recursion (class-transformer) would overflow. */
const DEEPEST = 32;
/** U+0000 and halves of surrogate pairs: valid in JSON, and nothing that PostgreSQL could store. */
const UNSTORABLE = /\0|\p{Surrogate}/u;
/** Nest strips these from every input, against prototype pollution, and says nothing: we say so. */
const RESERVED_KEYS = new Set(['__proto__', 'constructor', 'prototype']);
/** class-transformer drops what every object has, such as `toString`, before anybody could ask whether it is known. */
const isEveryObjects = (field: string): boolean => field in Object.prototype;

/**
 * Refuses, by field, what no DTO could say no to: input that is no object, is too deep, or holds characters that
 * cannot be stored. Runs before anything else reads the input.
 * @throws Refusal
 */
export function refuseUnusable(input: unknown): void {
  if (input === undefined) return;
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw Refusal.invalid({ body: ['must be a JSON object'] });
  }
  for (const [field, value] of Object.entries(input)) {
    const isNoField = UNSTORABLE.test(field) || RESERVED_KEYS.has(field) || isEveryObjects(field);
    const reason = isNoField ? 'is not a known field' : flawOf(value);
    if (reason) throw Refusal.invalid({ [field]: [reason] });
  }
}

/** Level by level, not by recursion: the depth is the caller's choice. */
function flawOf(value: unknown): string | null {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) return `must be at most ${DEEPEST} levels deep`;
    const next: unknown[] = [];
    for (const item of level) {
      if (typeof item === 'string' && UNSTORABLE.test(item)) return 'holds a character that cannot be stored';
      if (typeof item !== 'object' || item === null) continue;
      for (const [key, inner] of Object.entries(item)) {
        if (UNSTORABLE.test(key)) return 'holds a character that cannot be stored';
        if (RESERVED_KEYS.has(key)) return `must not hold the key ${key}`;
        next.push(inner);
      }
    }
    level = next;
  }
  return null;
}
