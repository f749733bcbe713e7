import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** What tests read of docs/asyncapi.json. */
export interface BusDocument {
  readonly channels: Readonly<
    Record<
      string,
      {
        readonly address: string | null;
        readonly 'x-redis': { readonly key?: string; readonly prefix?: string };
      }
    >
  >;
  readonly operations: Readonly<
    Record<
      string,
      {
        readonly action: 'send' | 'receive';
        readonly title: string;
        readonly channel: object;
        readonly 'x-kind'?: string;
        readonly 'x-budget-ms'?: number;
      }
    >
  >;
  readonly components: {
    readonly messages: Readonly<Record<string, { readonly payload: object }>>;
    readonly schemas: Readonly<Record<string, { readonly properties?: Readonly<Record<string, object>> }>>;
  };
  readonly 'x-redis': { readonly max_waiting: number };
  readonly 'x-sealing': {
    readonly aad: { readonly join: string };
    readonly test_vector: Readonly<
      Record<'recipient_private_key' | 'recipient_public_key' | 'aad' | 'enc' | 'ct' | 'text', string>
    >;
  };
  readonly 'x-errors': { readonly codes: readonly { readonly code: string; readonly kind: string }[] };
}

const file = path.resolve(import.meta.dirname, '../../docs/asyncapi.json');

export const loadDocument = async (): Promise<BusDocument> =>
  JSON.parse(await readFile(file, 'utf8')) as BusDocument;

/** What a reference names; undefined when that is nothing. */
export const resolve = (document: BusDocument, ref: string): unknown =>
  ref
    .split('/')
    .slice(1)
    .reduce<unknown>((place, step) => (Object(place) as Record<string, unknown>)[step], document);

export function refsIn(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === '$ref' && typeof value === 'string' ? [value] : refsIn(value),
  );
}

type Line = Readonly<Partial<Record<'const' | 'envelope' | 'sha256', string>>>;

/** What a sealed text is bound to, by the document's own rules. */
export const aadOf = (
  document: BusDocument,
  sealed: { readonly aad: readonly Line[] },
  envelope: Readonly<Record<string, string | number>>,
): string =>
  sealed.aad
    .map(({ const: text, envelope: member = '', sha256 }) => {
      if (text !== undefined) return text;
      if (sha256 !== undefined)
        return createHash('sha256').update(String(envelope[sha256])).digest('base64url');
      return String(envelope[member] ?? '');
    })
    .join(document['x-sealing'].aad.join);
