import { type Latchkey, type Operator } from '@latchkey/testing';
import { randomInt } from 'node:crypto';
import { validate as isUuid } from 'uuid';
import { apiOf } from './acting.js';
import { type CloudApi } from './cloud-api.js';
import { type DescribedApi, type Operation } from './described-api.js';
import { FORM, FORM_TYPE, KnownRows, type Place } from './known-rows.js';
import { type SeededRows } from './seeded-rows.js';
import { Staff } from './staff.js';

/** What an operation needs that no schema says. */
interface Given {
  readonly body?: Readonly<Record<string, unknown>>;
  /** In place of JSON, or of no body. */
  readonly text?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whose access token it is. */
  readonly token?: string;
}

interface GroundOptions {
  readonly workspace?: { readonly id: string; readonly slug: string; readonly operator: Operator };
  /** Where messages go; absent: they stay here, and no provider calls. */
  readonly cloud?: CloudApi;
}

/** A call of Meta's in which nothing has happened. */
const NO_NEWS = JSON.stringify({ object: 'whatsapp_business_account', entry: [] });

/** One workspace to ask in: those who ask, rows to ask about, and what to send. */
export class Ground {
  private constructor(
    private readonly place: Place,
    readonly rows: KnownRows,
    private readonly cloud: CloudApi | undefined,
    /** May do everything, within limits that nobody reaches. */
    readonly token: string,
  ) {}

  static async of(
    latchkey: Latchkey,
    api: DescribedApi,
    seeds: SeededRows,
    { workspace = latchkey.workspace, cloud }: GroundOptions = {},
  ): Promise<Ground> {
    const http = apiOf(latchkey);
    const staff = await Staff.of(http, workspace.operator);
    const place = { api, http, url: latchkey.resources[0]?.url ?? '', seeds, workspace, staff };
    await setTerms(place);
    return new Ground(place, await KnownRows.of(place), cloud, await staff.issue());
  }

  get api(): DescribedApi {
    return this.place.api;
  }

  get staff(): Staff {
    return this.place.staff;
  }

  get slug(): string {
    return this.place.workspace.slug;
  }

  /** null: nothing. */
  async given({ name, path, mediaType }: Operation): Promise<Given | null> {
    if (mediaType === 'multipart/form-data') return { text: FORM, headers: { 'content-type': FORM_TYPE } };
    // Whoever asked before may have removed it.
    if (path.endsWith('/whatsapp/number')) await setNumber(this.place);
    // A workspace may have twenty.
    if (name.startsWith('POST') && path.endsWith('/webhooks')) await this.makeRoom();
    switch (name) {
      case 'POST /api/auth/login':
        return { body: { ...this.staff.colleague } };
      case 'POST /api/auth/refresh':
        return { body: { refresh_token: (await this.staff.colleagueSession()).refresh_token } };
      case 'POST /api/auth/logout':
        return { token: (await this.staff.colleagueSession()).access_token };
      case 'GET /api/providers/whatsapp/webhook':
        return this.cloud ? { query: this.cloud.verification } : null;
      case 'POST /api/providers/whatsapp/webhook':
        return this.cloud ? { text: NO_NEWS, headers: this.cloud.signature(NO_NEWS) } : null;
      default:
        return null;
    }
  }

  /** Without the webhooks that no path names: who asked before has posted them, or is done with them. */
  private async makeRoom(): Promise<void> {
    const { seeds, workspace } = this.place;
    await seeds.query(`DELETE FROM webhooks WHERE workspace_id = $1 AND id <> ALL ($2::uuid[])`, [
      workspace.id,
      this.rows.ids.filter((id) => isUuid(id)),
    ]);
  }
}

/** What imports and uploads need of a workspace. */
async function setTerms(place: Place): Promise<void> {
  const token_shapes = [
    { prefix: 'shop_', length: 22, alphabet: 'base58', of: 'whole' },
    { prefix: '', length: 40, alphabet: 'base62', of: 'after-pipe' },
  ];
  const token = await place.staff.accessToken();
  await place.http.request('PATCH', '/api/workspace', { token, body: { token_shapes } });
  await setNumber(place);
}

async function setNumber({ http, staff }: Place): Promise<void> {
  const body = { phone_number_id: String(randomInt(10 ** 14)) };
  const { status } = await http.request('PUT', '/api/whatsapp/number', {
    token: await staff.accessToken(),
    body,
  });
  if (status !== 200) throw new Error(`setting a number answered ${status}`);
}
