import fc from 'fast-check';
import { described, type Resolve, type Schema } from './described.js';
import { anyJson, anyNameBut, anyObject, objectText } from './hostile.js';

type Members = readonly (readonly [name: string, value: string])[];

/** What PostgreSQL stores in no text, wherever it stands in a field. */
const UNSTORABLE = ['\0', 'a\0b', '\ud800', 'a\udfff'].flatMap((text) => [
  text,
  [text],
  { x: text },
  { [text]: 1 },
]);

/** A body, as a text, and the field of it that its receiver has to refuse by name. */
export interface Misfit {
  readonly body: string;
  readonly field: string;
}

/** The bodies that a message's schema leads to: as it says, nearly so, and not at all. All are JSON, as a text. */
export class Bodies {
  private readonly names: readonly string[];
  private readonly members: fc.Arbitrary<Members>;

  /** @param given What some fields are, so that there is what they name. */
  constructor(schema: Schema, resolve: Resolve, given: Readonly<Record<string, unknown>> = {}) {
    let shape = schema;
    while (shape.$ref !== undefined) shape = resolve(shape.$ref);
    this.names = Object.keys(shape.properties ?? {});
    this.members = described(shape, resolve).map((body) =>
      Object.entries(body as object).map(
        ([name, value]) => [name, JSON.stringify(Object.hasOwn(given, name) ? given[name] : value)] as const,
      ),
    );
  }

  get asDescribed(): fc.Arbitrary<string> {
    return this.members.map(objectText);
  }

  /** One of the fields that it may have is anything. */
  get withOneOff(): fc.Arbitrary<string> {
    if (this.names.length === 0) return anyObject;
    return fc.tuple(this.members, fc.constantFrom(...this.names), anyJson).map(([members, off, value]) => {
      const others = members.filter(([name]) => name !== off);
      return objectText([...others, [off, value]]);
    });
  }

  /** One of the fields holds what cannot be stored; null: it has no fields. */
  get withUnstorable(): fc.Arbitrary<Misfit> | null {
    if (this.names.length === 0) return null;
    return fc
      .tuple(this.members, fc.constantFrom(...this.names), fc.constantFrom(...UNSTORABLE))
      .map(([members, field, value]) => {
        const others = members.filter(([name]) => name !== field);
        return { field, body: objectText([...others, [field, JSON.stringify(value)]]) };
      });
  }

  /** A field that it does not have. */
  get withOneMore(): fc.Arbitrary<Misfit> {
    const value = fc.constantFrom('null', '1', '"x"', '[]', '{}');
    return fc
      .tuple(this.members, anyNameBut(this.names), value, fc.nat(10))
      .map(([members, field, value, at]) => ({
        field,
        body: objectText([...members.slice(0, at), [field, value], ...members.slice(at)]),
      }));
  }
}
