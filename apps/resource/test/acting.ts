import { latchkeyApi, type Shown } from '@latchkey/api-client';
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
export type Session = Shown['SessionTokensDto'];
export type ApiKey = Shown['IssuedApiKeyDto'];

export interface Data<Of> {
  readonly status: string;
  readonly data: Of;
}

export const apiOf = (latchkey: Latchkey, replica = 0): HttpClient => {
  const resource = latchkey.resources[replica];
  if (!resource) throw new Error(`There is no resource ${replica}`);
  return http(resource.url);
};

/** The typed client of whoever integrates with the API. */
export const clientOf = ({ url }: HttpClient, token?: string): ReturnType<typeof latchkeyApi> =>
  latchkeyApi({ url, ...(token !== undefined && { token }) });

/** What was asked for, @throws Error when it was refused. */
export async function done<Body>(
  asked: Promise<{ readonly data?: Body; readonly error?: unknown; readonly response: Response }>,
): Promise<Body> {
  const { data, error, response } = await asked;
  if (data === undefined || !response.ok)
    throw new Error(`${response.url} answered ${response.status}: ${JSON.stringify(error)}`);
  return data;
}

export async function signIn(api: HttpClient, { email, password }: Operator): Promise<Session> {
  const { data } = await done(clientOf(api).POST('/api/auth/login', { body: { email, password } }));
  return data;
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

  /** @param terms As anybody may send them, whatever the reference says of them. */
  async create(terms: object): Promise<ApiKey> {
    // Tests ask more in a minute than a workspace's default lets a token ask.
    const body = { rate_limits: [], ...terms } as unknown as Shown['CreateApiKeyDto'];
    const { data } = await done(this.client.POST('/api/api-keys', { body }));
    return data;
  }

  /** An operator more, for admins: their id, and them at work. */
  async hire(
    permissions: Shown['CreateOperatorDto']['permissions'] = [],
    email = `${randomUUID()}@acme.test`,
  ): Promise<{ readonly id: string; readonly desk: OperatorDesk }> {
    const operator = { email, password: testPassword() };
    const body = { ...operator, permissions };
    const { data } = await done(this.client.POST('/api/team', { body }));
    return { id: data.id, desk: await OperatorDesk.open(this.api, operator) };
  }

  async setActive(id: string, is_active: boolean): Promise<void> {
    await done(this.client.PATCH('/api/api-keys/{id}', { params: { path: { id } }, body: { is_active } }));
  }

  private get client(): ReturnType<typeof latchkeyApi> {
    return clientOf(this.api, this.session.access_token);
  }
}
