import { type OpenApi, type Schema } from './openapi.js';

type Node = Record<string, unknown>;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is data, whatever it is called within. */
const DATA = new Set(['example', 'examples', 'default', 'const', 'enum', 'value']);

/**
 * What `@nestjs/swagger` leaves of OpenAPI 3.0 in a schema, in the words of 3.1: `example`, and `allOf` around a reference
 * that has something beside it. In place.
 */
export function modernise(schema: unknown): void {
  if (Array.isArray(schema)) schema.forEach(modernise);
  if (!isNode(schema)) return;
  for (const [keyword, inner] of Object.entries(schema)) {
    if (keyword === 'properties' && isNode(inner)) Object.values(inner).forEach(modernise);
    else if (!DATA.has(keyword)) modernise(inner);
  }
  // Of a parameter, a header or a body, which have a schema themselves, it is as it was.
  if ('example' in schema && !('schema' in schema)) {
    schema.examples ??= [schema.example];
    delete schema.example;
  }
  const { allOf } = schema;
  if (Array.isArray(allOf) && allOf.length === 1) {
    Object.assign(schema, allOf[0]);
    delete schema.allOf;
  }
}

/** Of what is sent: a field that nobody knows is refused by name, at any depth. In place. */
export function close(schema: Schema, document: OpenApi, closed = new Set<Schema>()): void {
  if (closed.has(schema)) return;
  closed.add(schema);
  if (schema.$ref !== undefined) close(schemaAt(document, schema.$ref), document, closed);
  if (schema.properties)
    Object.assign(schema, { additionalProperties: schema.additionalProperties ?? false });
  const inner = [schema.items, ...(schema.anyOf ?? []), ...Object.values(schema.properties ?? {})];
  for (const each of inner) if (each) close(each, document, closed);
}

/** @throws Error When it has none of that name. */
export function schemaAt(document: OpenApi, ref: string): Schema {
  const schema = document.components.schemas[ref.replace('#/components/schemas/', '')];
  if (!schema) throw new Error(`The reference has no ${ref}`);
  return schema;
}
