import { anyJson, anyNameBut, anyText, Bodies, described, type Resolve } from '@latchkey/testing/any-input';
import fc from 'fast-check';
import { type Operation } from './described-api.js';

/** What to ask of an operation. Its rows and its credentials are put in when it is sent. */
export interface Plan {
  readonly kind:
    'as described' | 'odd body' | 'odd query' | 'odd header' | 'missing row' | 'other credentials';
  readonly row: 'there' | 'missing' | 'odd';
  readonly credential: 'bearer' | 'api key' | 'session' | 'none' | 'wrong' | 'restricted';
  /** Fields that take the place of the example's; null: the body is not the example at all. */
  readonly changed: Readonly<Record<string, unknown>>;
  readonly dropped: readonly string[];
  /** As it is sent, instead of the example. */
  readonly body: string | null;
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly headers: Readonly<Record<string, string>>;
}

const USUAL = {
  row: 'there',
  changed: {},
  dropped: [],
  body: null,
  query: [],
  headers: {},
} as const;

type Query = Plan['query'];

/** Requests to one operation: most of them as the reference describes them. */
export class DescribedRequests {
  constructor(
    private readonly resolve: Resolve,
    private readonly rowNamedBy: (field: string) => string | null,
  ) {}

  to(operation: Operation): fc.Arbitrary<Plan> {
    return fc.oneof(
      { weight: 12, arbitrary: this.asDescribed(operation) },
      ...this.odd(operation).map((arbitrary) => ({ weight: 1, arbitrary })),
    );
  }

  private asDescribed(operation: Operation): fc.Arbitrary<Plan> {
    return fc
      .tuple(
        this.changes(operation),
        this.query(operation),
        this.headers(operation),
        credentialFor(operation),
      )
      .map(([changes, query, headers, credential]) => ({
        ...USUAL,
        kind: 'as described',
        ...changes,
        query,
        headers,
        credential,
      }));
  }

  private odd(operation: Operation): fc.Arbitrary<Plan>[] {
    const { body, path, method, parameters } = operation;
    const valid = this.asDescribed(operation);
    const but = <Part>(kind: Plan['kind'], parts: fc.Arbitrary<Part>): fc.Arbitrary<Plan> =>
      fc.tuple(valid, parts).map(([plan, part]) => ({ ...plan, ...part, kind }));
    const texts = (bodies: fc.Arbitrary<string>) =>
      but(
        'odd body',
        bodies.map((text) => ({ body: text })),
      );
    const takesQuery = parameters.some((parameter) => parameter.in === 'query');
    const bodies = body && new Bodies(body, this.resolve, this.named(operation));
    return [
      ...(bodies
        ? [bodies.withOneOff, bodies.withOneMore.map((misfit) => misfit.body), anyJson].map(texts)
        : []),
      ...(method === 'GET' ? [] : [texts(anyText)]),
      ...(takesQuery
        ? [
            but(
              'odd query',
              oddQuery(parameters.map(({ name }) => name)).map((query) => ({ query })),
            ),
          ]
        : []),
      ...(path.replace('{workspace}', '').includes('{')
        ? [
            but(
              'missing row',
              fc.constantFrom('missing', 'odd').map((row) => ({ row }) as const),
            ),
          ]
        : []),
      but(
        'odd header',
        oddHeaders.map((headers) => ({ headers })),
      ),
      ...(operation.access === 'open'
        ? []
        : [
            but(
              'other credentials',
              fc.constantFrom('none', 'wrong', 'restricted').map((credential) => ({ credential }) as const),
            ),
          ]),
    ];
  }

  /** At most two fields of the example become something else that the schema allows; others are left out. */
  private changes({ body }: Operation): fc.Arbitrary<Pick<Plan, 'changed' | 'dropped'>> {
    const { properties = {}, required = [] } =
      body?.$ref === undefined ? (body ?? {}) : this.resolve(body.$ref);
    const names = Object.keys(properties);
    const optional = names.filter((name) => !required.includes(name));
    const values = Object.entries(properties).map(([name, schema]) => {
      const row = this.rowNamedBy(name);
      return [
        name,
        row === null ? described(schema, this.resolve) : rowOr(row, schema.items !== undefined),
      ] as const;
    });
    const some = fc
      .tuple(
        fc.record(Object.fromEntries(values), { noNullPrototype: true }),
        fc.subarray(names, { maxLength: Math.min(2, names.length) }),
        fc.subarray(optional),
      )
      .map(([all, chosen, dropped]) => ({
        changed: Object.fromEntries(chosen.map((name) => [name, all[name]])),
        dropped,
      }));
    return fc.oneof(fc.constant({ changed: {}, dropped: [] }), some);
  }

  /** A cursor that nobody got is never good; all else that is described is. */
  private query({ parameters }: Operation): fc.Arbitrary<Query> {
    const pairs = parameters
      .filter((parameter) => parameter.in === 'query' && parameter.name !== 'cursor')
      .map(({ name, schema }) => {
        const row = this.rowNamedBy(name);
        const values = row === null ? described(schema, this.resolve) : fc.constant(row);
        return fc.tuple(
          fc.constant(name),
          values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))),
        );
      });
    if (pairs.length === 0) return fc.constant([]);
    const some = fc.uniqueArray(fc.oneof(...pairs), {
      minLength: 1,
      maxLength: 2,
      selector: ([name]) => name,
    });
    return fc.oneof(fc.constant([]), some);
  }

  /** Those that the operation takes, now and then; a key is used once, or for the same again. */
  private headers({ parameters }: Operation): fc.Arbitrary<Readonly<Record<string, string>>> {
    const taken = parameters.filter((parameter) => parameter.in === 'header');
    const keys = taken.map(({ name, schema }) => [
      name,
      name === 'Idempotency-Key'
        ? fc.uuid()
        : described(schema, this.resolve).map((value) => visible(String(value))),
    ]);
    return fc.oneof(
      { weight: 4, arbitrary: fc.constant({}) },
      fc
        .record(Object.fromEntries(keys) as Record<string, fc.Arbitrary<string>>, { noNullPrototype: true })
        .chain((all) => fc.subarray(Object.entries(all)).map((some) => Object.fromEntries(some))),
    );
  }

  private named({ body }: Operation): Readonly<Record<string, unknown>> {
    const { properties = {} } = body?.$ref === undefined ? (body ?? {}) : this.resolve(body.$ref);
    return Object.fromEntries(
      Object.entries(properties).flatMap(([name, { items }]) => {
        const row = this.rowNamedBy(name);
        return row === null ? [] : [[name, items ? [row] : row]];
      }),
    );
  }
}

/** What may stand in a header. */
const visible = (text: string): string => text.replaceAll(/[^\x20-\x7e]/g, '').trim();

const rowOr = (row: string, isList: boolean): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constant(isList ? [row] : row) },
    fc.uuid().map((id) => (isList ? [id] : id)),
  );

const credentialFor = ({ access }: Operation): fc.Arbitrary<Plan['credential']> =>
  access === 'tokens'
    ? fc.constantFrom('bearer', 'api key', 'session')
    : fc.constant(access === 'open' ? 'none' : 'session');

const oddQuery = (known: readonly string[]): fc.Arbitrary<Query> =>
  fc.array(fc.tuple(fc.oneof(fc.constantFrom('cursor', 'limit', ...known), anyNameBut(known)), anyText), {
    minLength: 1,
    maxLength: 3,
  });

const oddHeaders = fc.dictionary(
  fc.constantFrom(
    'idempotency-key',
    'accept',
    'if-match',
    'if-none-match',
    'range',
    'x-request-id',
    'content-type',
    'traceparent',
  ),
  fc.oneof(
    fc.constantFrom('', '*', '"x"', 'W/"', 'bytes=0-', 'text/html', 'x'.repeat(300), 'application/json'),
    fc.string({ maxLength: 40 }).map(visible),
  ),
  { minKeys: 1, maxKeys: 2, noNullPrototype: true },
);
