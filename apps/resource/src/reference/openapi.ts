/** What of OpenAPI 3.1 the reference uses. The types of `@nestjs/swagger` are those of 3.0. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly minimum?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

export interface Ref {
  readonly $ref: string;
}

export interface Header {
  readonly description: string;
  readonly required?: boolean;
  readonly schema: Schema;
}

export interface Media {
  readonly schema: Schema;
  example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

export type Content = Readonly<Record<string, Media>>;

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  description?: string;
  schema: Schema;
}

export interface Answer {
  readonly description: string;
  headers?: Readonly<Record<string, Header | Ref>>;
  readonly content?: Content;
}

export interface Operation {
  operationId: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  parameters?: (Parameter | Ref)[];
  requestBody?: { readonly required?: boolean; readonly content: Content } | Ref;
  responses: Record<string, Answer | Ref>;
  security?: readonly Readonly<Record<string, readonly string[]>>[];
  'x-action-path'?: string;
  'x-ability'?: string;
  'x-permission'?: string;
}

export interface OpenApi {
  readonly openapi: string;
  tags?: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Record<string, Schema>;
    headers?: Record<string, Header>;
    parameters?: Record<string, Parameter>;
    responses?: Record<string, Answer>;
    requestBodies?: Record<string, { readonly required?: boolean; readonly content: Content }>;
  };
}
