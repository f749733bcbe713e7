import { type HttpClient, type Latchkey, testPassword } from '@latchkey/testing';
import { type Schema } from '@latchkey/testing/any-input';
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { apiOf, type ApiKey, type Data, OperatorDesk, type Session, signIn } from './acting.js';
import { type DescribedApi, type Operation } from './described-api.js';
import { type SeededRows, TABLES } from './seeded-rows.js';

/** What an operation needs that no schema says. */
interface Given {
  readonly body?: Readonly<Record<string, unknown>>;
  readonly token?: string;
}

/** Fields that are unique in a workspace, or in the world, and those whose rules are not a schema's. */
const FRESH: Readonly<Record<string, () => string>> = {
  name: () => `Made ${randomUUID()}`,
  email: () => `${randomUUID()}@any.test`,
  phone: () => phone(),
  to: () => phone(),
  sha256: () => randomBytes(32).toString('hex'),
};
const phone = (): string => `+1415${randomInt(2_000_000, 10_000_000)}`;

/** A session's access token lives for a quarter of an hour. */
const SESSION_MS = 10 * 60 * 1_000;
/** Names operators, whatever they do there. */
const OPERATORS = /^(owner|assignee|transfer_to|operator)/;

/** One workspace to ask in: those who ask, rows to ask about, and what to send. */
export class Ground {
  private readonly known = new Map<string, string>();
  /** By the name of a field: the id of a row that it may name. */
  private readonly named = new Map<string, string>();

  private constructor(
    readonly api: DescribedApi,
    private readonly http: HttpClient,
    private readonly rows: SeededRows,
    readonly workspace: { readonly id: string; readonly slug: string },
    /** Nobody guesses their password, so that they are never locked out: the tests guess the first operator's. */
    private readonly admin: Colleague,
    /** Signs in and out as often as is asked. */
    private readonly colleague: Colleague,
    private session: { readonly tokens: Session; readonly at: number },
    readonly token: string,
  ) {}

  static async of(
    latchkey: Latchkey,
    api: DescribedApi,
    rows: SeededRows,
    workspace = latchkey.workspace,
  ): Promise<Ground> {
    const http = apiOf(latchkey);
    const desk = await OperatorDesk.open(http, workspace.operator);
    const admin = await hired(http, desk, ['admin']);
    const colleague = await hired(http, desk, []);
    const session = { tokens: await signIn(http, admin), at: Date.now() };
    const limits = { rate_limits: [{ limit: 1_000_000, window: '1h' }], monthly_quota: 10_000_000 };
    const token = await issued(http, session.tokens, { name: 'Asks everything', ...limits });
    const ground = new Ground(api, http, rows, workspace, admin, colleague, session, token);
    const token_shapes = [
      { prefix: 'shop_', length: 22, alphabet: 'base58', of: 'whole' },
      { prefix: '', length: 40, alphabet: 'base62', of: 'after-pipe' },
    ];
    await http.request('PATCH', '/api/workspace', {
      token: await ground.accessToken(),
      body: { token_shapes },
    });
    await ground.nameRows();
    return ground;
  }

  async accessToken(): Promise<string> {
    if (Date.now() - this.session.at > SESSION_MS) {
      this.session = { tokens: await signIn(this.http, this.admin), at: Date.now() };
    }
    return this.session.tokens.access_token;
  }

  /** A token of the admin's, restricted as `terms` says; resolves to its text. */
  async issue(terms: object): Promise<string> {
    return issued(
      this.http,
      { access_token: await this.accessToken() },
      { name: `Made ${randomUUID()}`, ...terms },
    );
  }

  /** A token of an operator's who has no permission at all. */
  async issueToPowerless(): Promise<string> {
    return issued(this.http, await signIn(this.http, this.colleague), { name: 'Powerless', rate_limits: [] });
  }

  /** What the schemas cannot say of it; null: nothing. */
  async given({ name }: Operation): Promise<Given | null> {
    switch (name) {
      case 'POST /api/auth/login':
        return { body: { ...this.colleague } };
      case 'POST /api/auth/refresh':
        return { body: { refresh_token: (await signIn(this.http, this.colleague)).refresh_token } };
      case 'POST /api/auth/logout':
        return { token: (await signIn(this.http, this.colleague)).access_token };
      default:
        return null;
    }
  }

  /**
   * Its path with rows of this workspace in it.
   * @param fresh With one more row, which nobody has touched yet.
   * @throws Error When nobody knows how to make such a row.
   */
  async pathOf({ path }: Operation, { fresh = false } = {}): Promise<string> {
    const names = path.split('/').filter((segment) => segment.startsWith('{') && segment !== '{workspace}');
    let filled = '';
    let template = '';
    for (const segment of path.split('/').slice(1)) {
      const isRow = names.includes(segment);
      const isLast = segment === names.at(-1);
      if (segment === '{workspace}') filled += `/${this.workspace.slug}`;
      else filled += `/${isRow ? await this.row(template, filled, fresh && isLast) : segment}`;
      template += `/${segment}`;
    }
    return filled;
  }

  /** The row in this path may be gone: the next who asks for one gets another. */
  forget(path: string): void {
    for (const [place, id] of this.known) if (path.startsWith(`${place}/${id}`)) this.known.delete(place);
  }

  /** What the reference gives as an example, of rows that there are, and so that it can be sent again. */
  exampleFor(operation: Operation): unknown {
    return this.filled(operation.example);
  }

  /** The id of a row that a field of this name may name; null: it names none. */
  rowNamedBy(field: string): string | null {
    return this.named.get(field) ?? null;
  }

  /** @param value Whose fields are made anew where they have to be; any depth. */
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

  private async row(template: string, place: string, fresh: boolean): Promise<string> {
    const known = this.known.get(place);
    if (known !== undefined && !fresh) return known;
    const id = await this.newRow(template, place);
    this.known.set(place, id);
    return id;
  }

  private async newRow(template: string, place: string): Promise<string> {
    const create = this.api.operations.find(({ name }) => name === `POST ${template}`);
    if (create?.answers[201]) {
      const token = await this.accessToken();
      const body = this.exampleFor(create);
      const answer = await this.http.request<Data<{ id: string }>>('POST', place, { token, body });
      if (answer.status === 201) return answer.json.data.id;
      throw new Error(`The example of ${create.name} is answered ${answer.status}: ${answer.text}`);
    }
    const table = TABLES[template.split('/').at(-1) ?? ''];
    if (table) return this.rows.add(table, this.workspace.id);
    throw new Error(
      `No row is known for ${template}/{…}: nothing is posted there, and TABLES (seeded-rows.ts) has none`,
    );
  }

  /** @throws Error When a field of a body names a row, and nobody knows of what. */
  private async nameRows(): Promise<void> {
    const { json } = await this.http.request<Data<{ id: string }>>('GET', '/api/token/self', {
      token: await this.accessToken(),
    });
    for (const field of new Set(this.api.operations.flatMap(({ body }) => this.rowFields(body)))) {
      const kind = OPERATORS.test(field) ? null : kindOf(field);
      this.named.set(
        field,
        kind === null
          ? json.data.id
          : await this.pathOf({ path: `/api/${kind}/{id}` } as Operation).then(
              (path) => path.split('/').at(-1) ?? '',
            ),
      );
    }
  }

  private rowFields(schema: Schema | null): string[] {
    const shape = schema?.$ref === undefined ? schema : this.api.resolve(schema.$ref);
    return Object.entries(shape?.properties ?? {}).flatMap(([field, each]) => {
      if ((each.items?.format ?? each.format) === 'uuid') return [field];
      return each.items ? this.rowFields(each.items) : [];
    });
  }
}

type Colleague = { readonly email: string; readonly password: string };

/** As the paths call what `status_id` and `group_ids` name. */
function kindOf(field: string): string {
  const one = field.replace(/_ids?$/, '');
  const kind = [one, `${one}s`, `${one}es`].find((each) => each in TABLES);
  if (kind === undefined) throw new Error(`${field} names rows of which TABLES (seeded-rows.ts) knows none`);
  return kind;
}

async function hired(
  http: HttpClient,
  desk: OperatorDesk,
  permissions: readonly string[],
): Promise<Colleague> {
  const colleague = { email: `${randomUUID()}@acme.test`, password: testPassword() };
  const { access_token: token } = desk.session;
  const { status } = await http.request('POST', '/api/team', { token, body: { ...colleague, permissions } });
  if (status !== 201) throw new Error(`hiring answered ${status}`);
  return colleague;
}

async function issued(
  http: HttpClient,
  { access_token: token }: Pick<Session, 'access_token'>,
  body: object,
): Promise<string> {
  const answer = await http.request<Data<ApiKey>>('POST', '/api/api-keys', { token, body });
  if (answer.status !== 201) throw new Error(`issuing a token answered ${answer.status}: ${answer.text}`);
  return answer.json.data.key;
}
