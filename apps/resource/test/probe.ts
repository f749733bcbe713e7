import { type Latchkey } from '@latchkey/testing';
import { Bodies } from '@latchkey/testing/any-input';
import { apiOf } from './acting.js';
import { DescribedAnswers } from './described-answers.js';
import { DescribedApi, type Operation } from './described-api.js';
import { Ground } from './ground.js';
import { type RawAnswer, type RawRequest, RawRequests } from './raw-requests.js';
import { SeededRows } from './seeded-rows.js';

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

/** Asks every operation of the reference what nobody should, as an operator who may do everything. */
export class Probe {
  /** By operation, the statuses that it has answered with. */
  readonly statuses = new Map<string, Set<number>>();
  private readonly answers: DescribedAnswers;

  private constructor(
    private readonly ground: Ground,
    private readonly rows: SeededRows,
    private readonly requests: RawRequests,
  ) {
    this.answers = new DescribedAnswers(ground.api);
  }

  static async of(latchkey: Latchkey): Promise<Probe> {
    const rows = new SeededRows(latchkey.superuserUrls.resource);
    const ground = await Ground.of(latchkey, await DescribedApi.of(apiOf(latchkey)), rows);
    return new Probe(ground, rows, new RawRequests(latchkey.resources[0]?.url ?? ''));
  }

  async stop(): Promise<void> {
    this.requests.stop();
    await this.rows.stop();
  }

  get api(): DescribedApi {
    return this.ground.api;
  }

  bodiesOf({ body }: Operation): Bodies | null {
    return body && new Bodies(body, this.api.resolve);
  }

  /** @throws Error When the answer is a defect, is late, or is not as the reference says. */
  async ask(operation: Operation, oddity: Oddity): Promise<RawAnswer> {
    const { part, query = '', headers, body } = oddity;
    for (let attempt = 1; ; attempt++) {
      const path = part === undefined ? await this.ground.rows.pathOf(operation) : pathWith(operation, part);
      const request: RawRequest = {
        method: operation.method,
        target: path + query,
        headers: {
          authorization: `Bearer ${await this.tokenFor(operation)}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body }),
      };
      const answer = await this.requests.send(request);
      this.note(operation, answer);
      if (operation.method === 'DELETE' && answer.status < 300) this.ground.rows.forget(path);
      const flaw = this.flawOf(operation, answer, part !== undefined);
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

  /** One that may be ended, where that is what is asked for. */
  private async tokenFor(operation: Operation): Promise<string> {
    const given = operation.access === 'operators' ? await this.ground.given(operation) : null;
    return given?.token ?? this.ground.staff.accessToken();
  }

  /** @param mayBeAnothers An odd path may be another operation's, or of none. */
  private flawOf(operation: Operation, answer: RawAnswer, mayBeAnothers: boolean): string | null {
    if (answer.status >= 500) return 'has a defect';
    if (answer.ms > LIMIT_MS) return 'is late';
    const flaw = this.answers.flawIn(operation, answer);
    if (flaw === null || !mayBeAnothers) return flaw;
    const isOfAnother = this.api.operations.some((other) => this.answers.flawIn(other, answer) === null);
    return isOfAnother ? null : flaw;
  }
}

const pathWith = ({ path }: Operation, part: string): string =>
  path.replace('{workspace}', part).replaceAll(/\{\w+\}/g, () => part);
