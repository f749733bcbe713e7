import { type HttpClient } from '@latchkey/testing';
import { type Resolve, type Schema } from '@latchkey/testing/any-input';

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
}

interface Media {
  readonly schema: Schema;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}
type Content = Readonly<Record<string, Media>>;

export interface DescribedAnswer {
  readonly headers?: Readonly<Record<string, { readonly required?: boolean; readonly schema: Schema }>>;
  readonly content?: Content;
}

interface Said {
  readonly operationId: string;
  readonly summary?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, DescribedAnswer>>;
  readonly security: readonly Readonly<Record<string, unknown>>[];
  readonly 'x-action-path'?: string;
  readonly 'x-ability'?: string;
  readonly 'x-permission'?: string;
}

export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Said>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** An operation of the reference. */
export interface Operation {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  /** Who may ask: everybody, operators alone, or tokens too. */
  readonly access: 'open' | 'operators' | 'tokens';
  readonly ability: string | null;
  readonly actionPath: string | null;
  readonly permission: string | null;
  readonly parameters: readonly Parameter[];
  /** What a body is sent as; null: it takes none. */
  readonly mediaType: string | null;
  /** null: it takes no JSON. */
  readonly body: Schema | null;
  /** What somebody would send. */
  readonly example: unknown;
  readonly answers: Readonly<Record<string, DescribedAnswer>>;
}

/** What the reference says of the service that serves it, every reference in it followed but those to schemas. */
export class DescribedApi {
  readonly operations: readonly Operation[];

  constructor(readonly document: OpenApi) {
    const said = followed(document, document.paths);
    this.operations = Object.entries(said).flatMap(([path, item]) =>
      Object.entries(item).map(([verb, operation]) => operationOf(verb.toUpperCase(), path, operation)),
    );
  }

  static async of(api: HttpClient): Promise<DescribedApi> {
    return new DescribedApi((await api.request<OpenApi>('GET', '/docs/openapi.json')).json);
  }

  /** @throws Error When there is none. */
  operation(name: string): Operation {
    const found = this.operations.find((operation) => operation.name === name);
    if (!found) throw new Error(`The reference has no ${name}`);
    return found;
  }

  readonly resolve: Resolve = (ref) => {
    const schema = this.document.components.schemas[ref.replace('#/components/schemas/', '')];
    if (!schema) throw new Error(`The reference has no ${ref}`);
    return schema;
  };
}

function operationOf(method: string, path: string, said: Said): Operation {
  const { parameters = [], requestBody, responses, security } = said;
  const [[mediaType, media] = []] = Object.entries(requestBody?.content ?? {});
  const isForTokens = security.some((scheme) => 'bearer' in scheme);
  return {
    name: `${method} ${path}`,
    method,
    path,
    access: security.length === 0 ? 'open' : isForTokens ? 'tokens' : 'operators',
    ability: said['x-ability'] ?? null,
    actionPath: said['x-action-path'] ?? null,
    permission: said['x-permission'] ?? null,
    parameters,
    mediaType: mediaType ?? null,
    body: mediaType === 'application/json' ? (media?.schema ?? null) : null,
    example: media?.example ?? Object.values(media?.examples ?? {})[0]?.value,
    answers: responses,
  };
}

/** With what is referred to in place of the references; schemas refer to each other, and stay. */
function followed<Node>(document: object, node: Node): Node {
  if (Array.isArray(node)) return node.map((item: unknown) => followed(document, item)) as Node;
  if (typeof node !== 'object' || node === null) return node;
  const ref = '$ref' in node && typeof node.$ref === 'string' ? node.$ref : '';
  if (ref !== '' && !ref.startsWith('#/components/schemas/')) {
    return followed(document, partAt(document, ref)) as Node;
  }
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, followed<unknown>(document, value)]),
  ) as Node;
}

function partAt(document: object, ref: string): unknown {
  const keys = ref.replace('#/', '').split('/');
  const part = keys.reduce<unknown>(
    (node, key) => (node as Record<string, unknown> | undefined)?.[key],
    document,
  );
  if (part === undefined) throw new Error(`The reference has no ${ref}`);
  return part;
}
