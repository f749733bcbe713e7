import { type AsOf } from './change-log.js';
import { type NoFields, question } from './contract.js';

/** The alphabets that the secret of an imported token may be written in. `hex` has small letters only. */
export const SHAPE_ALPHABETS = ['hex', 'base58', 'base62', 'base64url'] as const;
export type ShapeAlphabet = (typeof SHAPE_ALPHABETS)[number];

/** What the system that issued a token hashed of it: all of it, or what follows `<digits>|` (D18). */
export const HASHED_PARTS = ['whole', 'after-pipe'] as const;
export type HashedPart = (typeof HASHED_PARTS)[number];

/** What tokens of another system look like: `<prefix><secret>`, or `<digits>|<prefix><secret>`. */
export interface TokenShape {
  /** '' to 32 letters, digits, `_` and `-`. */
  readonly prefix: string;
  /** Characters after the prefix, from 16 to 256. */
  readonly length: number;
  readonly alphabet: ShapeAlphabet;
  readonly of: HashedPart;
}

export const SHAPE_LIMITS = { shapes: 10, prefix: 32, shortest: 16, longest: 256 } as const;

const PREFIX = new RegExp(`^[A-Za-z0-9_-]{0,${SHAPE_LIMITS.prefix}}$`);
const FIELDS = ['prefix', 'length', 'alphabet', 'of'] as const;

/** What is wrong with a workspace's list of shapes, for its author; null when it is good. */
export function flawOfTokenShapes(value: unknown): string | null {
  if (!Array.isArray(value)) return 'must be a list of shapes';
  if (value.length > SHAPE_LIMITS.shapes) return `must have at most ${SHAPE_LIMITS.shapes} shapes`;
  const seen = new Set<string>();
  for (const shape of value as readonly unknown[]) {
    const flaw = flawOfShape(shape);
    if (flaw) return flaw;
    const text = FIELDS.map((field) => String((shape as TokenShape)[field])).join(' ');
    if (seen.has(text)) return 'must not name a shape twice';
    seen.add(text);
  }
  return null;
}

function flawOfShape(value: unknown): string | null {
  const shape: Partial<Record<keyof TokenShape, unknown>> = Object(value) as object;
  if (Object.keys(shape).sort().join() !== [...FIELDS].sort().join())
    return 'each must be as in {"prefix": "acme_", "length": 22, "alphabet": "base58", "of": "whole"}';
  const { prefix, length, alphabet, of } = shape;
  const { shortest, longest } = SHAPE_LIMITS;
  if (typeof prefix !== 'string' || !PREFIX.test(prefix))
    return `each prefix must have at most ${SHAPE_LIMITS.prefix} letters, digits, _ and -`;
  if (!Number.isInteger(length) || Number(length) < shortest || Number(length) > longest)
    return `each length must be a whole number from ${shortest} to ${longest}`;
  if (!SHAPE_ALPHABETS.includes(alphabet as ShapeAlphabet))
    return `each alphabet must be one of: ${SHAPE_ALPHABETS.join(', ')}`;
  if (!HASHED_PARTS.includes(of as HashedPart)) return `each of must be one of: ${HASHED_PARTS.join(', ')}`;
  return null;
}

/** Stands in the log of changes for the shapes of all workspaces. */
export const ALL_TOKEN_SHAPES = '01939d9a-1000-7000-8000-d18000000000';

/** The shapes of all workspaces, each once: whose they are is not told. */
export interface TokenShapeList extends AsOf {
  readonly shapes: readonly TokenShape[];
}

/** A guard may ask for a verdict after it, within the second that it has (promise P6). */
const SHAPES_BUDGET_MS = 250;

/** What a credential that is none of Latchkey's may look like, for guards to know what is worth asking about. */
export const listTokenShapes = question<NoFields, TokenShapeList>('auth.tokens.shapes.v1', {
  budgetMs: SHAPES_BUDGET_MS,
});
