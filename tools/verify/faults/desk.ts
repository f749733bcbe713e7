import { type Operator, testPassword } from '@latchkey/testing';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type Answer, type Api, type Ask } from './api.js';
import { type Cluster, type Node } from './cluster.js';
import { type Random } from './random.js';

const RETRY_MS = 150;
/** The share of commands that are repeated before they are answered, and how soon: who repeats them must wait too. */
const REPEATED = 0.4;
const REPEATED_AFTER_MS = [5, 50, 300, 1_000];
const GIVE_UP_MS = 60_000;
/** Well before the access token's own end, a quarter of an hour after it was made. */
const RENEW_MS = 8 * 60_000;
/** A refused login is not repeated at once: ten in a quarter of an hour are too many. */
const LOGIN_PAUSE_MS = 3_000;

/** Permits are asked for, and never refused: whoever is told 429 is not told what the guard knows. */
const AMPLE = [{ limit: 1_000_000_000, window: '1m' }];

export type Command = Omit<Ask, 'token' | 'idempotencyKey'>;

/** An operator who insists: the same command under the same key, at any replica, until it is answered. */
export class Desk {
  private session: { readonly token: string; readonly since: number } | null = null;
  private signingIn: Promise<string> | null = null;

  constructor(
    private readonly api: Api,
    private readonly cluster: Cluster,
    private readonly operator: Operator,
    private readonly random: Random,
  ) {}

  /**
   * Until a replica answers with success. Sometimes all are asked while the first is at it, and the first answer
   * counts; sometimes, if `isFinal`, under another key, so that they find the change made already.
   * @returns Null when nobody could tell for a minute.
   * @throws Error when the command is refused
   */
  async insist(command: Command, { isFinal = false } = {}): Promise<Answer | null> {
    const key = randomUUID();
    const deadline = performance.now() + GIVE_UP_MS;
    while (performance.now() < deadline) {
      const attempts = [this.attempt(command, key, this.anyone())];
      if (this.random.chance(REPEATED)) {
        const otherKey = isFinal && this.random.chance(0.5) ? randomUUID() : key;
        const repeats = this.cluster.resources.map(async (node) => {
          await delay(this.random.pick(REPEATED_AFTER_MS));
          return this.attempt(command, otherKey, node);
        });
        attempts.push(...repeats);
      }
      const answer = await firstOf(attempts);
      if (answer) return answer;
      await delay(RETRY_MS);
    }
    return null;
  }

  /** @throws Error when nobody could tell for a minute */
  issue(abilities: readonly string[]): Promise<{ readonly id: string; readonly key: string }> {
    return this.create('/api/api-keys', { name: 'Under faults', abilities, rate_limits: AMPLE });
  }

  /**
   * Another operator of the workspace.
   * @returns Its id.
   * @throws Error when nobody could tell for a minute
   */
  async addOperator(permissions: readonly string[]): Promise<string> {
    const email = `${randomUUID()}@acme.test`;
    const { id } = await this.create<{ readonly id: string }>('/api/team', {
      email,
      password: testPassword(),
      permissions,
    });
    return id;
  }

  private async create<Made>(path: string, body: object): Promise<Made> {
    const answer = await this.insist({ method: 'POST', path, body });
    if (!answer) throw new Error(`Nobody could tell of POST ${path} for a minute.`);
    return (JSON.parse(answer.text) as { readonly data: Made }).data;
  }

  /** Signs in anew, for a session of its own. */
  async signIn(): Promise<string | null> {
    const { email, password } = this.operator;
    const login = { method: 'POST', path: '/api/auth/login', body: { email, password } };
    const answer = await this.api.ask(this.anyone(), login);
    if (answer?.status !== 200) return null;
    return (JSON.parse(answer.text) as { readonly data: { readonly access_token: string } }).data
      .access_token;
  }

  /** Closes a session. It is told once: whoever asks again has no session any more. */
  async logOut(token: string): Promise<Answer | null> {
    const answer = await this.api.ask(this.anyone(), { method: 'POST', path: '/api/auth/logout', token });
    return answer?.status === 200 && !answer.receipt?.startsWith('pending') ? answer : null;
  }

  private async attempt(command: Command, idempotencyKey: string, node: Node): Promise<Answer | null> {
    const token = await this.accessToken();
    const answer = await this.api.ask(node, { ...command, token, idempotencyKey });
    if (!answer) return null;
    const { status, receipt } = answer;
    if (status === 200 || status === 201) return receipt?.startsWith('pending') ? null : answer;
    if (status === 401) {
      // A guard whose clock was stepped finds every access token expired.
      if (node.clock.offset === 0 && this.session?.token === token) this.session = null;
      return null;
    }
    if (status === 202 || status === 429 || status >= 500) return null;
    throw new Error(`${command.method} ${command.path} answered ${status}: ${answer.text}`);
  }

  private async accessToken(): Promise<string> {
    if (this.session && performance.now() - this.session.since < RENEW_MS) return this.session.token;
    this.signingIn ??= this.signInAtLast().finally(() => (this.signingIn = null));
    return this.signingIn;
  }

  private async signInAtLast(): Promise<string> {
    const deadline = performance.now() + GIVE_UP_MS;
    while (performance.now() < deadline) {
      const token = await this.signIn();
      if (token !== null) {
        this.session = { token, since: performance.now() };
        return token;
      }
      await delay(LOGIN_PAUSE_MS * this.random.next());
    }
    throw new Error('Nobody could sign in for a minute.');
  }

  private anyone(): Node {
    return this.random.pick(this.cluster.resources);
  }
}

/** The first answer that is one; null when all have none. Those that are still under way go on by themselves. */
const firstOf = (attempts: readonly Promise<Answer | null>[]): Promise<Answer | null> =>
  new Promise((resolve, reject) => {
    for (const attempt of attempts) {
      attempt.then((answer) => {
        if (answer) resolve(answer);
      }, reject);
    }
    Promise.all(attempts).then(() => {
      resolve(null);
    }, reject);
  });
