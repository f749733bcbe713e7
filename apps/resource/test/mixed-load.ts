import { http, type HttpClient, type HttpRequest, type Operator } from '@latchkey/testing';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ApiKey, type Data, signIn } from './acting.js';

const CONTACTS = '/api/v1/acme/contacts';

/** Everything that clients and operators do all day, until it is stopped; whatever is not answered well is kept. */
export class MixedLoad {
  readonly failures: string[] = [];
  readonly answered = new Map<string, number>();
  private isOver = false;
  private running: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly api: HttpClient,
    /** Of the session that it works in from its beginning to its end. */
    readonly accessToken: string,
    private readonly known: ApiKey,
    /** Before each request of one worker: what there is to see is not how fast this machine is. */
    private readonly pauseMs: number,
  ) {}

  /** @param url Of whatever stands before the processes. */
  static async begin(
    url: string,
    operator: Operator,
    { pauseMs }: { readonly pauseMs: number },
  ): Promise<MixedLoad> {
    const api = http(url);
    const { access_token } = await signIn(api, operator);
    const made = await api.request<Data<ApiKey>>('POST', '/api/api-keys', {
      token: access_token,
      body: { name: 'Known', rate_limits: [] },
    });
    const load = new MixedLoad(api, access_token, made.json.data, pauseMs);
    load.running = Promise.all([
      ...Array.from({ length: 4 }, () => load.again(() => load.readKnown())),
      load.again(() => load.readOverNewConnection()),
      load.again(() => load.useNewToken()),
      load.again(() => load.createContact()),
      load.again(() => load.changeToken()),
      load.again(() => load.useSession()),
    ]);
    return load;
  }

  get count(): number {
    return [...this.answered.values()].reduce((sum, count) => sum + count, 0);
  }

  async stop(): Promise<void> {
    this.isOver = true;
    await this.running;
  }

  private async again(work: () => Promise<unknown>): Promise<void> {
    while (!this.isOver) {
      await work();
      await sleep(this.pauseMs);
    }
  }

  private readKnown(): Promise<unknown> {
    return this.ask('known token', 'GET', CONTACTS, { token: this.known.key });
  }

  private readOverNewConnection(): Promise<unknown> {
    const headers = { connection: 'close' };
    return this.ask('new connection', 'GET', CONTACTS, { token: this.known.key, headers });
  }

  /** No guard has it in memory. */
  private async useNewToken(): Promise<void> {
    const made = await this.ask<Data<ApiKey>>('issue', 'POST', '/api/api-keys', {
      token: this.accessToken,
      body: { name: 'Cold', rate_limits: [] },
      headers: { 'idempotency-key': randomUUID() },
    });
    if (made) await this.ask('cold token', 'GET', CONTACTS, { token: made.data.key });
  }

  private createContact(): Promise<unknown> {
    const digits = String(Math.random()).slice(2, 12);
    return this.ask('create', 'POST', CONTACTS, {
      token: this.known.key,
      body: { firstname: 'Ada', phone: `+1${digits}` },
      headers: { 'idempotency-key': randomUUID() },
    });
  }

  /** Which every guard has to hear of. */
  private changeToken(): Promise<unknown> {
    return this.ask('change', 'PATCH', `/api/api-keys/${this.known.id}`, {
      token: this.accessToken,
      body: { name: `Known ${randomUUID()}` },
    });
  }

  private useSession(): Promise<unknown> {
    return this.ask('session', 'GET', '/api/api-keys', { token: this.accessToken });
  }

  private async ask<Body>(
    kind: string,
    method: string,
    path: string,
    request: HttpRequest,
  ): Promise<Body | null> {
    try {
      const { status, text, json, headers } = await this.api.request<Body>(method, path, request);
      this.answered.set(kind, (this.answered.get(kind) ?? 0) + 1);
      const isPending = headers.get('x-change-receipt')?.startsWith('pending') ?? false;
      if (status < 300 && !isPending) return json;
      this.failures.push(`${kind}: ${isPending ? 'pending' : status} ${text.slice(0, 200)}`);
    } catch (error) {
      this.failures.push(`${kind}: ${String(error)} ${String((error as Error).cause)}`);
    }
    return null;
  }
}
