import {
  http,
  type HttpAnswer,
  type HttpClient,
  type Latchkey,
  type Operator,
  testPassword,
} from '@latchkey/testing';
import { randomUUID } from 'node:crypto';

/** What people do with a running Latchkey, in their own words. */
export interface Session {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly expires_in: number;
}

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly key: string;
  readonly key_prefix: string;
  readonly is_active: boolean;
  readonly expires_at: string | null;
  readonly created_at: string;
  readonly last_used_at: string | null;
}

export interface Data<Of> {
  readonly status: string;
  readonly data: Of;
}

export const apiOf = (latchkey: Latchkey, replica = 0): HttpClient => {
  const resource = latchkey.resources[replica];
  if (!resource) throw new Error(`There is no resource ${replica}`);
  return http(resource.url);
};

export async function signIn(api: HttpClient, { email, password }: Operator): Promise<Session> {
  const answer = await api.request<Data<Session>>('POST', '/api/auth/login', { body: { email, password } });
  if (answer.status !== 200) throw new Error(`login answered ${answer.status}`);
  return answer.json.data;
}

/** An operator at work: their session, and the management endpoints. */
export class OperatorDesk {
  private constructor(
    private readonly api: HttpClient,
    readonly session: Session,
  ) {}

  static async open(api: HttpClient, operator: Operator): Promise<OperatorDesk> {
    return new OperatorDesk(api, await signIn(api, operator));
  }

  manage<Body>(method: string, path: string, body?: unknown): Promise<HttpAnswer<Body>> {
    const { access_token: token } = this.session;
    return this.api.request<Body>(method, `/api/api-keys${path}`, {
      token,
      ...(body !== undefined && { body }),
    });
  }

  async create(body: object): Promise<ApiKey> {
    // Tests ask more in a minute than a workspace's default lets a token ask.
    const answer = await this.manage<Data<ApiKey>>('POST', '', { rate_limits: [], ...body });
    if (answer.status !== 201) throw new Error(`creating a token answered ${answer.status}`);
    return answer.json.data;
  }

  /** An operator more, for admins: their id, and them at work. */
  async hire(
    permissions: readonly string[] = [],
    email = `${randomUUID()}@acme.test`,
  ): Promise<{ readonly id: string; readonly desk: OperatorDesk }> {
    const operator = { email, password: testPassword() };
    const { access_token: token } = this.session;
    const body = { ...operator, permissions };
    const answer = await this.api.request<Data<{ id: string }>>('POST', '/api/team', { token, body });
    if (answer.status !== 201) throw new Error(`hiring answered ${answer.status}`);
    return { id: answer.json.data.id, desk: await OperatorDesk.open(this.api, operator) };
  }

  async setActive(id: string, is_active: boolean): Promise<void> {
    const answer = await this.manage('PATCH', `/${id}`, { is_active });
    if (answer.status !== 200) throw new Error(`is_active answered ${answer.status}`);
  }
}
