import { isSealed, type Sealed } from './sealing.js';

type Body = Readonly<Record<string, unknown>>;

/** A secret that is absent or null stays so; anything else must be a text. */
export function sealFields(
  body: Body,
  fields: readonly string[],
  seal: (text: string, field: string) => Sealed,
): Body {
  const sealed: Record<string, unknown> = { ...body };
  for (const field of fields) {
    const value = body[field];
    if (value === undefined || value === null) continue;
    if (typeof value !== 'string') throw new TypeError(`${field} is a secret and must be a text`);
    sealed[field] = seal(value, field);
  }
  return sealed;
}

/** A secret that came in the clear is refused: whoever sent it must learn of the mistake (promise P7). */
export function openFields(
  body: Body,
  fields: readonly string[],
  open: (sealed: Sealed, field: string) => string,
): Body {
  const opened: Record<string, unknown> = { ...body };
  for (const field of fields) {
    const value = body[field];
    if (value === undefined || value === null) continue;
    if (!isSealed(value)) throw new TypeError(`${field} is a secret and must be sealed`);
    opened[field] = open(value, field);
  }
  return opened;
}
