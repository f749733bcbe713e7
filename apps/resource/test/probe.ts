import { type HttpClient, type Latchkey, testPassword } from '@latchkey/testing';
import { Bodies, someOf } from '@latchkey/testing/any-input';
import { v7 as newId } from 'uuid';
import { apiOf, type Data, OperatorDesk, signIn } from './acting.js';
import { DescribedApi, type Operation } from './described-api.js';
import { type RawAnswer, type RawRequest, RawRequests } from './raw-requests.js';

/** What of a request is not as it should be; the rest is. */
export interface Oddity {
  /** What the parts of its path are, as they go over the wire. */
  readonly part?: string;
  /** With its question mark. */
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

const LIMIT_MS = 1_000;
const ATTEMPTS = 3;
const ENDS_THE_SESSION = '/api/auth/logout';

/** Asks every operation of the reference what nobody should, as an operator who may do everything. */
export class Probe {
  /** By operation, the statuses that it has answered with. */
  readonly statuses = new Map<string, Set<number>>();
  private readonly rows = new Map<string, string>();

  private constructor(
    readonly api: DescribedApi,
    private readonly http: HttpClient,
    private readonly requests: RawRequests,
    private readonly token: string,
    /** Whose sessions may be ended. Attempts to sign in as the first one are among what is asked, and are throttled. */
    private readonly colleague: { readonly email: string; readonly password: string },
  ) {}

  static async of(latchkey: Latchkey): Promise<Probe> {
    const http = apiOf(latchkey);
    const { session } = await OperatorDesk.open(http, latchkey.operator);
    const colleague = { email: 'colleague@acme.test', password: testPassword() };
    const token = session.access_token;
    await http.request('POST', '/api/team', { token, body: { ...colleague, permissions: [] } });
    const requests = new RawRequests(latchkey.resources[0]?.url ?? '');
    return new Probe(await DescribedApi.of(http), http, requests, token, colleague);
  }

  stop(): void {
    this.requests.stop();
  }

  bodiesOf({ body }: Operation): Bodies | null {
    return body && new Bodies(body, this.api.resolve);
  }

  /** @throws Error When the answer is a defect, is late, or is no refusal of the documented form. */
  async ask(operation: Operation, oddity: Oddity): Promise<RawAnswer> {
    const { part, query = '', headers, body } = oddity;
    const id = part ?? (await this.rowOf(operation));
    const target =
      operation.path.replace('{workspace}', part ?? 'acme').replace(/\{\w+\}/g, () => id) + query;
    for (let attempt = 1; ; attempt++) {
      const request: RawRequest = {
        method: operation.method,
        target,
        headers: {
          authorization: `Bearer ${await this.tokenFor(operation)}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body }),
      };
      const answer = await this.requests.send(request);
      this.note(operation, answer);
      const flaw = flawOf(answer);
      if (flaw === null) return answer;
      // A busy machine may be late now and then; an input that is to blame is so each time.
      const mayBeChance = answer.status === 503 || answer.ms > LIMIT_MS;
      if (mayBeChance && attempt < ATTEMPTS) continue;
      const { status, text, ms } = answer;
      throw new Error(`${operation.name} ${flaw}: ${status} in ${Math.round(ms)} ms: ${text.slice(0, 300)}`);
    }
  }

  private note({ name }: Operation, { status }: RawAnswer): void {
    const statuses = this.statuses.get(name) ?? new Set();
    this.statuses.set(name, statuses.add(status));
  }

  private async tokenFor({ path }: Operation): Promise<string> {
    if (path !== ENDS_THE_SESSION) return this.token;
    return (await signIn(this.http, this.colleague)).access_token;
  }

  /** A row of the operation's own, if there is an operation that makes one. */
  private async rowOf({ name, path }: Operation): Promise<string> {
    const known = this.rows.get(name);
    if (known !== undefined) return known;
    const rows = path.replace(/\/\{\w+\}(?:\/\w+)?$/, '');
    const create = this.api.operations.find((other) => other.method === 'POST' && other.path === rows);
    const id = (create && rows !== path && (await this.createdBy(create))) || newId();
    this.rows.set(name, id);
    return id;
  }

  private async createdBy(create: Operation): Promise<string | null> {
    const bodies = this.bodiesOf(create);
    for (const body of bodies ? someOf(bodies.asDescribed, 50) : []) {
      const { status, text } = await this.ask(create, { body });
      if (status === 201) return (JSON.parse(text) as Data<{ id: string }>).data.id;
    }
    return null;
  }
}

interface Refused {
  readonly status: unknown;
  readonly message: unknown;
  readonly errors?: Readonly<Record<string, unknown>>;
}

const isTexts = (reasons: unknown): boolean =>
  Array.isArray(reasons) && reasons.length > 0 && reasons.every((reason) => typeof reason === 'string');

/** null: none. */
function flawOf({ status, text, ms }: RawAnswer): string | null {
  if (status >= 500) return 'has a defect';
  if (ms > LIMIT_MS) return 'is late';
  if (status < 400) return null;
  try {
    const { status: kind, message, errors, ...more } = JSON.parse(text) as Refused;
    const isErrors = errors === undefined || Object.values(errors).every(isTexts);
    const isKnown = kind === 'error' && typeof message === 'string' && isErrors;
    return isKnown && Object.keys(more).length === 0 ? null : 'refuses in another form';
  } catch {
    return 'refuses without JSON';
  }
}
