import { type HttpClient } from '@latchkey/testing';
import { type Schema } from '@latchkey/testing/any-input';
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { validate as isUuid } from 'uuid';
import { type Data } from './acting.js';
import { type DescribedApi, type Operation } from './described-api.js';
import { type SeededRows, TABLES } from './seeded-rows.js';
import { type Staff } from './staff.js';

/** Fields that are unique in a workspace, or in the world, and those whose rules are not a schema's. */
const FRESH: Readonly<Record<string, () => string>> = {
  name: () => `Made ${randomUUID()}`,
  email: () => `${randomUUID()}@any.test`,
  phone: () => phone(),
  to: () => phone(),
  sha256: () => randomBytes(32).toString('hex'),
  phone_number_id: () => String(randomInt(10 ** 14)),
};
const phone = (): string => `+1415${randomInt(2_000_000, 10_000_000)}`;

/** Names operators, whatever they do there. */
const OPERATORS = /^(owner|assignee|transfer_to|operator)/;
/** A form with one part named `file`: a document. */
export const FORM_TYPE = 'multipart/form-data; boundary=form';
export const FORM = [
  ...['--form', 'Content-Disposition: form-data; name="file"; filename="a.pdf"', '', '%PDF-1.7', '--form--'],
  '',
].join('\r\n');

export interface Place {
  readonly api: DescribedApi;
  readonly http: HttpClient;
  /** Of the service. */
  readonly url: string;
  readonly seeds: SeededRows;
  readonly workspace: { readonly id: string; readonly slug: string };
  readonly staff: Staff;
}

/** Rows of one workspace that paths and bodies can name. */
export class KnownRows {
  private readonly known = new Map<string, string>();
  /** By the name of a field: the id of a row that it may name. */
  private readonly named = new Map<string, string>();

  private constructor(private readonly place: Place) {}

  /** @throws Error When a field of a body names a row, and nobody knows of what. */
  static async of(place: Place): Promise<KnownRows> {
    const rows = new KnownRows(place);
    const fields = place.api.operations.flatMap(({ body }) => rows.idsIn(body));
    for (const field of new Set(fields)) rows.named.set(field, await rows.rowFor(field));
    return rows;
  }

  /**
   * The path of an operation with rows of this workspace in it.
   * @param fresh With one more row, which nobody has touched yet.
   * @throws Error When nobody knows how to make such a row.
   */
  async pathOf({ path }: Pick<Operation, 'path'>, { fresh = false } = {}): Promise<string> {
    const isRow = (segment: string): boolean => segment.startsWith('{') && segment !== '{workspace}';
    const segments = path.split('/').slice(1);
    const last = segments.findLastIndex(isRow);
    let filled = '';
    let template = '';
    for (const [index, segment] of segments.entries()) {
      if (segment === '{workspace}') filled += `/${this.place.workspace.slug}`;
      else
        filled += `/${isRow(segment) ? await this.row(template, filled, fresh && index === last) : segment}`;
      template += `/${segment}`;
    }
    return filled;
  }

  /** The rows in this path may be gone: the next who asks for them gets others. */
  forget(path: string): void {
    for (const [place, id] of this.known) if (path.startsWith(`${place}/${id}`)) this.known.delete(place);
  }

  /** Those that paths name just now. */
  get ids(): string[] {
    return [...this.known.values()];
  }

  /** The id of a row that a field of this name may name; null: it names none. */
  rowNamedBy(field: string): string | null {
    return this.named.get(field) ?? null;
  }

  /** What the reference gives as an example, of rows that there are, and so that it can be sent again. */
  exampleFor(operation: Operation): unknown {
    return this.filled(operation.example);
  }

  private filled(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => this.filled(item));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([field, inner]: [string, unknown]) => {
        const row = this.named.get(field);
        if (row !== undefined) return [field, Array.isArray(inner) ? inner.map(() => row) : row];
        const fresh = FRESH[field];
        return [field, fresh && typeof inner === 'string' ? fresh() : this.filled(inner)];
      }),
    );
  }

  private async row(template: string, place: string, fresh = false): Promise<string> {
    const known = this.known.get(place);
    if (known !== undefined && !fresh) return known;
    const id = await this.newRow(template, place);
    this.known.set(place, id);
    return id;
  }

  private async newRow(template: string, place: string): Promise<string> {
    const { api, seeds, workspace } = this.place;
    const table = TABLES[template.split('/').at(-1) ?? ''];
    if (table) return seeds.add(table, workspace.id);
    const create = api.operations.find(({ name }) => name === `POST ${template}`);
    if (create?.answers[201]) return this.posted(create, place);
    // As seeded rows have it: what belongs to a row is under that row's own id.
    const parent = /\/([^/]+)\/[^/]+$/.exec(place)?.[1];
    if (parent !== undefined && isUuid(parent)) return parent;
    throw new Error(
      `No row is known for ${template}/{…}: TABLES (seeded-rows.ts) has none, and nothing is posted there`,
    );
  }

  private async posted(create: Operation, path: string): Promise<string> {
    const token = await this.place.staff.accessToken();
    const body = this.exampleFor(create);
    const answer = await this.place.http.request<Data<{ id: string }>>('POST', path, { token, body });
    if (answer.status === 201) return answer.json.data.id;
    throw new Error(`The example of ${create.name} is answered ${answer.status}: ${answer.text}`);
  }

  private async rowFor(field: string): Promise<string> {
    if (OPERATORS.test(field)) return (await this.read<{ id: string }>('/api/token/self')).id;
    if (field === 'media_id') return this.uploaded();
    if (field === 'stage_id') {
      const path = await this.pathOf({ path: '/api/pipelines/{id}' });
      const { stages } = await this.read<{ stages: { id: string }[] }>(path);
      return stages[0]?.id ?? '';
    }
    const kind = kindOf(field);
    // Not one that paths name: those are changed and deleted.
    return this.newRow(`/api/${kind}`, `/api/${kind}`);
  }

  private async uploaded(): Promise<string> {
    const { url, staff } = this.place;
    const authorization = `Bearer ${await staff.accessToken()}`;
    const request = { method: 'POST', headers: { 'content-type': FORM_TYPE, authorization }, body: FORM };
    const answer = await fetch(`${url}/api/messages/media/upload`, request);
    return ((await answer.json()) as Data<{ id: string }>).data.id;
  }

  private async read<Shown>(path: string): Promise<Shown> {
    const { http, staff } = this.place;
    const token = await staff.accessToken();
    return (await http.request<Data<Shown>>('GET', path, { token })).json.data;
  }

  /** The fields of a body that name rows; `id` is of what it stands in. */
  private idsIn(schema: Schema | null): string[] {
    const shape = schema?.$ref === undefined ? schema : this.place.api.resolve(schema.$ref);
    return Object.entries(shape?.properties ?? {}).flatMap(([field, each]) => {
      if (field !== 'id' && (each.items?.format ?? each.format) === 'uuid') return [field];
      return each.items ? this.idsIn(each.items) : [];
    });
  }
}

/** As the paths call what `status_id` and `group_ids` name. */
function kindOf(field: string): string {
  const one = field.replace(/_ids?$/, '');
  const kind = [one, `${one}s`, `${one}es`].find((each) => each in TABLES);
  if (kind === undefined) throw new Error(`${field} names rows of which TABLES (seeded-rows.ts) knows none`);
  return kind;
}
