import { type HttpClient } from '@latchkey/testing';
import { type Resolve, type Schema } from '@latchkey/testing/any-input';

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly schema: Schema;
}

/** An operation of the reference. */
export interface Operation {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  /** null: it takes no JSON. */
  readonly body: Schema | null;
  readonly takesFiles: boolean;
}

interface OpenApi {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly parameters?: readonly Parameter[];
            readonly requestBody?: {
              readonly content: Readonly<Record<string, { readonly schema: Schema }>>;
            };
          }
        >
      >
    >
  >;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** What the reference says of the service that serves it. */
export class DescribedApi {
  private constructor(
    readonly operations: readonly Operation[],
    readonly resolve: Resolve,
  ) {}

  static async of(api: HttpClient): Promise<DescribedApi> {
    const { json } = await api.request<OpenApi>('GET', '/docs/openapi.json');
    const operations = Object.entries(json.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([verb, { parameters = [], requestBody }]) => {
        const method = verb.toUpperCase();
        const body = requestBody?.content['application/json']?.schema ?? null;
        const takesFiles = requestBody?.content['multipart/form-data'] !== undefined;
        return { name: `${method} ${path}`, method, path, parameters, body, takesFiles };
      }),
    );
    return new DescribedApi(operations, (ref) => {
      const schema = json.components.schemas[ref.replace('#/components/schemas/', '')];
      if (!schema) throw new Error(`The reference has no ${ref}`);
      return schema;
    });
  }
}
