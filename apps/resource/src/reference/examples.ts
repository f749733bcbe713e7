import { type Media, type Schema } from './openapi.js';

/** A text of each format, where a field gives no example of its own. */
const OF_FORMAT: Readonly<Record<string, string>> = {
  uuid: '0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77',
  'date-time': '2026-11-22T09:00:00.000Z',
  date: '2026-11-22',
  email: 'ada@example.com',
  uri: 'https://example.com/',
  password: 'correct horse battery staple',
};

export type Resolve = (ref: string) => Schema;

/** Examples of whole bodies, made of those of their fields. */
export class Examples {
  constructor(protected readonly resolve: Resolve) {}

  /** What somebody would send: what is required, and what else says how it looks. */
  ofRequest(media: Media): Media {
    if (media.examples ?? media.example !== undefined) return media;
    return { ...media, example: new SentExamples(this.resolve).valueOf(media.schema) };
  }

  /** What is answered: every field. */
  ofAnswer(media: Media): Media {
    if (media.examples ?? media.example !== undefined) return media;
    return { ...media, example: this.valueOf(media.schema) };
  }

  protected fieldsOf({ properties = {} }: Schema): object {
    const fields = Object.entries(properties);
    return Object.fromEntries(fields.map(([name, schema]) => [name, this.valueOf(schema)]));
  }

  valueOf(schema: Schema): unknown {
    const { examples, anyOf } = schema;
    if (examples) return examples[0];
    if (schema.default !== undefined) return schema.default;
    if (schema.enum) return schema.enum[0];
    if (schema.$ref !== undefined) return this.valueOf(this.resolve(schema.$ref));
    if (anyOf?.[0]) return this.valueOf(anyOf[0]);
    const type = [schema.type ?? 'object'].flat().find((each) => each !== 'null');
    switch (type) {
      case 'array':
        return schema.items ? [this.valueOf(schema.items)] : [];
      case 'object':
        return this.fieldsOf(schema);
      case 'boolean':
        return true;
      case 'integer':
      case 'number':
        return schema.minimum ?? 1;
      default:
        return OF_FORMAT[schema.format ?? ''] ?? 'text';
    }
  }
}

/** Of an object, only what is required, and what else says how it looks. */
class SentExamples extends Examples {
  protected override fieldsOf({ properties = {}, required = [] }: Schema): object {
    const sent = Object.entries(properties).filter(
      ([name, { examples }]) => required.includes(name) || examples !== undefined,
    );
    return super.fieldsOf({ properties: Object.fromEntries(sent) });
  }
}
