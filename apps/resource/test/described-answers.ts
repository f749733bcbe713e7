import { type Schema } from '@latchkey/testing/any-input';
import addFormats from 'ajv-formats';
import { Ajv2020 as Ajv, type ValidateFunction } from 'ajv/dist/2020.js';
import { type DescribedApi, type Operation } from './described-api.js';

export interface Answered {
  readonly status: number;
  /** By its name in small letters. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
}

/** What every HTTP answer may carry: of the message, not of the API. */
const OF_HTTP = ['content-type', 'content-length', 'date', 'connection', 'keep-alive', 'transfer-encoding'];
/** What browsers are told: of all answers alike (`libs/platform/src/security-headers.ts`). */
const OF_BROWSERS = [
  ...['content-security-policy', 'strict-transport-security', 'referrer-policy', 'origin-agent-cluster'],
  ...['cross-origin-opener-policy', 'cross-origin-resource-policy', 'x-frame-options'],
  ...['x-content-type-options', 'x-dns-prefetch-control', 'x-download-options'],
  ...['x-permitted-cross-domain-policies', 'x-xss-protection'],
];
const OF_ALL = new Set([...OF_HTTP, ...OF_BROWSERS]);

/** Whether answers are as the reference says: their status, headers, media type and body, with nothing more in it. */
export class DescribedAnswers {
  private readonly ajv = new Ajv({ strict: false, allErrors: false });
  private readonly schemas: Readonly<Record<string, Schema>>;
  private readonly compiled = new Map<Schema, ValidateFunction>();

  constructor(api: DescribedApi) {
    addFormats.default(this.ajv);
    this.schemas = closed(api.document.components.schemas);
  }

  /** null: none. */
  flawIn({ answers }: Operation, { status, headers, text }: Answered): string | null {
    const answer = answers[status];
    if (!answer) return `${status} is not described`;
    const described = new Map(
      Object.entries(answer.headers ?? {}).map(([name, header]) => [name.toLowerCase(), header]),
    );
    for (const name of Object.keys(headers)) {
      if (!described.has(name) && !OF_ALL.has(name)) return `${status} with ${name}, which is not described`;
    }
    for (const [name, { required }] of described) {
      if (required && headers[name] === undefined) return `${status} without ${name}`;
    }
    const type = String(headers['content-type'] ?? '').split(';')[0] ?? '';
    if (!answer.content) return text === '' ? null : `${status} with a body, which is not described`;
    const media = answer.content[type];
    if (!media) return `${status} of type ${type || '(none)'}, which is not described`;
    return /[/+]json$/.test(type) ? this.flawInJson(media.schema, text) : null;
  }

  private flawInJson(schema: Schema, text: string): string | null {
    let body: unknown;
    try {
      body = JSON.parse(text);
    } catch {
      return 'no JSON';
    }
    const validate = this.compiled.get(schema) ?? this.compile(schema);
    if (validate(body)) return null;
    const [error] = validate.errors ?? [];
    return `${error?.instancePath ?? ''} ${error?.message ?? ''} ${JSON.stringify(error?.params)}`;
  }

  private compile(schema: Schema): ValidateFunction {
    const validate = this.ajv.compile({ ...closed(schema), components: { schemas: this.schemas } });
    this.compiled.set(schema, validate);
    return validate;
  }
}

/** As if nothing could grow: a field that is not named is then a flaw. */
function closed<Node>(node: Node): Node {
  if (Array.isArray(node)) return node.map((item: unknown) => closed(item)) as Node;
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).map(([key, value]) => [key, closed<unknown>(value)]);
  const isOpen = 'properties' in node && !('additionalProperties' in node);
  return { ...Object.fromEntries(entries), ...(isOpen && { additionalProperties: false }) } as Node;
}
