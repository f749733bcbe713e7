import fc from 'fast-check';

/** What is read of a JSON Schema, as OpenAPI 3.1 and AsyncAPI have it. */
export interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly examples?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  /** Of what crosses the bus sealed: what it is before. */
  readonly 'x-sealed'?: { readonly text: Schema };
}

export type Resolve = (ref: string) => Schema;

const LONGEST = 40;
const MOST_ITEMS = 3;
const DAY_MS = 24 * 60 * 60 * 1_000;
/** What RFC 3339 allows, and PostgreSQL or JavaScript might not. */
const EXTREME_TIMES = [
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00+23:59',
  '2026-12-31T23:59:60Z',
  '2999-12-31T23:59:59.999999999999Z',
  '9999-12-31T23:59:59-23:59',
  '2999-12-31t23:59:59z',
  '2999-12-31 23:59:59Z',
];
const EXTREME_IDS = ['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'];

/** Values that a schema allows. Those that only a rule in code refuses are among them. */
export function described(schema: Schema, resolve: Resolve): fc.Arbitrary<unknown> {
  const { $ref, allOf, anyOf, examples = [] } = schema;
  if (schema['x-sealed']) return described(schema['x-sealed'].text, resolve);
  if ($ref !== undefined) return described(resolve($ref), resolve);
  if (allOf?.[0]) return described(allOf[0], resolve);
  if (anyOf) return fc.oneof(...anyOf.map((each) => described(each, resolve)));
  const types = [schema.type ?? 'object'].flat();
  const values = schema.enum
    ? [fc.constantFrom(...schema.enum)]
    : types.map((type) => valuesOf(type, schema, resolve));
  return fc.oneof(...values, ...examples.map((example) => ({ weight: 3, arbitrary: fc.constant(example) })));
}

function valuesOf(type: string, schema: Schema, resolve: Resolve): fc.Arbitrary<unknown> {
  const { minimum: min = 0, maximum: max = Number.MAX_SAFE_INTEGER } = schema;
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
    case 'number':
      return fc.oneof(fc.constantFrom(min, max), fc.integer({ min, max }));
    case 'string':
      return textsOf(schema);
    case 'array':
      return listOf(schema, resolve);
    case 'object':
      return objectsOf(schema, resolve);
    default:
      throw new Error(`No values of the type ${type} are known here`);
  }
}

const soon = fc.date({
  min: new Date(Date.now() + DAY_MS),
  max: new Date('9999-01-01'),
  noInvalidDate: true,
});

/** Now and then one that is not on a keyboard; what no database can store is not described. */
const character = fc.oneof(
  { weight: 4, arbitrary: fc.string({ minLength: 1, maxLength: 1 }) },
  {
    weight: 1,
    arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }).filter((each) => each !== '\0'),
  },
);

function textsOf({ format, pattern, minLength = 0, maxLength = LONGEST }: Schema): fc.Arbitrary<string> {
  const made: Record<string, fc.Arbitrary<string>> = {
    uuid: fc.oneof({ weight: 4, arbitrary: fc.uuid() }, fc.constantFrom(...EXTREME_IDS)),
    email: fc.uuid().map((id) => `${id}@any.test`),
    uri: fc.webUrl({ validSchemes: ['https'] }),
    'date-time': fc.oneof(
      soon.map((date) => date.toISOString()),
      fc.constantFrom(...EXTREME_TIMES),
    ),
  };
  const known = made[format ?? ''];
  if (known) return known;
  if (pattern !== undefined) {
    const texts = fc.stringMatching(new RegExp(pattern));
    return texts.filter((text) => !/\0|\p{Surrogate}/u.test(text));
  }
  return fc.string({
    unit: character,
    minLength,
    maxLength: Math.max(minLength, Math.min(maxLength, LONGEST)),
  });
}

function listOf(
  { items = {}, minItems: minLength = 0, maxItems = MOST_ITEMS, uniqueItems }: Schema,
  resolve: Resolve,
): fc.Arbitrary<unknown[]> {
  const item = described(items, resolve);
  const maxLength = Math.max(minLength, Math.min(maxItems, MOST_ITEMS));
  return uniqueItems
    ? fc.uniqueArray(item, { minLength, maxLength })
    : fc.array(item, { minLength, maxLength });
}

function objectsOf(
  { properties = {}, required = [], additionalProperties }: Schema,
  resolve: Resolve,
): fc.Arbitrary<object> {
  if (typeof additionalProperties === 'object') {
    return fc.dictionary(fc.string({ maxLength: 10 }), described(additionalProperties, resolve), {
      maxKeys: MOST_ITEMS,
      noNullPrototype: true,
    });
  }
  const members = Object.entries(properties).map(([name, schema]) => [name, described(schema, resolve)]);
  return fc.record(Object.fromEntries(members) as Record<string, fc.Arbitrary<unknown>>, {
    requiredKeys: [...required],
    noNullPrototype: true,
  });
}
