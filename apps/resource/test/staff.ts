import { type HttpClient, type Operator, testPassword } from '@latchkey/testing';
import { randomUUID } from 'node:crypto';
import { type ApiKey, type Data, OperatorDesk, type Session, signIn } from './acting.js';

/** A session's access token lives for a quarter of an hour. */
const SESSION_MS = 10 * 60 * 1_000;
/** As good as none, and counted all the same. */
const LIMITS = { rate_limits: [{ limit: 1_000_000, window: '1h' }], monthly_quota: 10_000_000 };

/** Who asks in a workspace. Nobody guesses their passwords, so that they are not locked out: tests guess the first operator's. */
export class Staff {
  private session: { readonly accessToken: string; readonly at: number } | null = null;

  private constructor(
    private readonly http: HttpClient,
    private readonly admin: Operator,
    /** Has no permission, and may sign in and out as often as is asked. */
    readonly colleague: Operator,
  ) {}

  static async of(http: HttpClient, first: Operator): Promise<Staff> {
    const desk = await OperatorDesk.open(http, first);
    return new Staff(http, await hired(http, desk, ['admin']), await hired(http, desk, []));
  }

  /** Of the admin's session. */
  async accessToken(): Promise<string> {
    if (this.session === null || Date.now() - this.session.at > SESSION_MS) {
      const { access_token: accessToken } = await signIn(this.http, this.admin);
      this.session = { accessToken, at: Date.now() };
    }
    return this.session.accessToken;
  }

  /** A new session, which may be ended. */
  colleagueSession(): Promise<Session> {
    return signIn(this.http, this.colleague);
  }

  /** A token of the admin's, restricted as `terms` says; resolves to its text. */
  async issue(terms: object = LIMITS): Promise<string> {
    return this.issued(await this.accessToken(), terms);
  }

  /** A token of an operator's who has no permission at all. */
  async issueToPowerless(): Promise<string> {
    return this.issued((await this.colleagueSession()).access_token, LIMITS);
  }

  private async issued(token: string, terms: object): Promise<string> {
    const body = { name: `Made ${randomUUID()}`, ...terms };
    const answer = await this.http.request<Data<ApiKey>>('POST', '/api/api-keys', { token, body });
    if (answer.status !== 201) throw new Error(`issuing a token answered ${answer.status}: ${answer.text}`);
    return answer.json.data.key;
  }
}

async function hired(
  http: HttpClient,
  desk: OperatorDesk,
  permissions: readonly string[],
): Promise<Operator> {
  const colleague = { email: `${randomUUID()}@acme.test`, password: testPassword() };
  const { access_token: token } = desk.session;
  const { status } = await http.request('POST', '/api/team', { token, body: { ...colleague, permissions } });
  if (status !== 201) throw new Error(`hiring answered ${status}`);
  return colleague;
}
