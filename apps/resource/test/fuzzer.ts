import { type Operation } from './described-api.js';
import { DescribedAnswers } from './described-answers.js';
import { type Plan } from './described-requests.js';
import { type Ground } from './ground.js';
import { type RawAnswer, type RawRequest, type RawRequests } from './raw-requests.js';

/** How often an operation was asked, and how often it did what it is for. */
export interface Tally {
  asked: number;
  done: number;
}

const ATTEMPTS = 3;
const MISSING = '0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77';
const ODD_ROWS = ['x', '..%2f', '%00', '%F0%9F%92%A9', 'null', '0', 'a'.repeat(99)];
const WELL_FORMED_AND_NOBODYS = 'whm_0123456789abcdef0123456789abcdef';

/** Sends what was planned, and holds each answer against the reference. */
export class Fuzzer {
  readonly tallies = new Map<string, Tally>();
  private readonly answers: DescribedAnswers;
  /** Operations whose row the next request must not find: the last one may have used it up. */
  private readonly spent = new Set<string>();

  constructor(
    private readonly ground: Ground,
    private readonly requests: RawRequests,
    /** A token without any ability. */
    private readonly restricted: string,
  ) {
    this.answers = new DescribedAnswers(ground.api);
  }

  /** @throws Error When the answer is a defect or is not as the reference says, with a line to ask it again. */
  async ask(operation: Operation, plan: Plan): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const request = await this.requestFor(operation, plan);
      const answer = await this.requests.send(request);
      // A busy machine cannot tell now and then; an input that is to blame cannot each time.
      if (answer.status === 503 && attempt < ATTEMPTS) continue;
      this.count(operation, plan, answer);
      const flaw = answer.status >= 500 ? 'has a defect' : this.answers.flawIn(operation, answer);
      if (flaw === null) return;
      const { status, text } = answer;
      throw new Error(
        `${operation.name}, ${plan.kind}: ${flaw}\n  ${status} ${text.slice(0, 500)}\n  ${asCurl(request)}`,
      );
    }
  }

  private count(operation: Operation, { row }: Plan, { status }: RawAnswer): void {
    const tally = this.tallies.get(operation.name) ?? { asked: 0, done: 0 };
    this.tallies.set(operation.name, tally);
    tally.asked++;
    if (status < 300) tally.done++;
    // What is not there any more, or not in the state that it was in: the next request gets another.
    const mayBeSpent = operation.method === 'DELETE' || status === 404 || status === 409;
    if (row === 'there' && mayBeSpent) this.spent.add(operation.name);
  }

  private async requestFor(operation: Operation, plan: Plan): Promise<RawRequest> {
    const { ground } = this;
    const given = await ground.given(operation);
    const body =
      plan.body ?? given?.text ?? bodyOf(operation, plan, given?.body ?? ground.rows.exampleFor(operation));
    const pairs = [...Object.entries({ ...given?.query, ...Object.fromEntries(plan.query) })];
    const query = pairs.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&');
    const target = await this.placeOf(operation, plan);
    return {
      method: operation.method,
      target: query === '' ? target : `${target}?${query}`,
      headers: {
        ...(body !== undefined && { 'content-type': operation.mediaType ?? 'application/json' }),
        ...given?.headers,
        ...(await this.credentials(plan, given?.token)),
        ...plan.headers,
      },
      ...(body !== undefined && { body }),
    };
  }

  private async placeOf(operation: Operation, { row }: Plan): Promise<string> {
    if (row === 'there') {
      const fresh = this.spent.delete(operation.name);
      return this.ground.rows.pathOf(operation, { fresh });
    }
    const id = row === 'missing' ? MISSING : (ODD_ROWS[this.tallies.size % ODD_ROWS.length] ?? '');
    return operation.path.replace('{workspace}', this.ground.slug).replaceAll(/\{\w+\}/g, id);
  }

  private async credentials({ credential }: Plan, given?: string): Promise<Readonly<Record<string, string>>> {
    switch (credential) {
      case 'bearer':
        return { authorization: `Bearer ${this.ground.token}` };
      case 'api key':
        return { 'x-api-key': this.ground.token };
      case 'session':
        return { authorization: `Bearer ${given ?? (await this.ground.staff.accessToken())}` };
      case 'wrong':
        return { 'x-api-key': WELL_FORMED_AND_NOBODYS };
      case 'restricted':
        return { 'x-api-key': this.restricted };
      case 'none':
        return {};
    }
  }
}

function bodyOf(operation: Operation, { changed, dropped }: Plan, example: unknown): string | undefined {
  if (operation.body === null) return typeof example === 'string' ? example : undefined;
  const fields = Object.entries({ ...(example as object), ...changed });
  return JSON.stringify(
    Object.fromEntries(fields.filter(([name]) => !dropped.includes(name) || name in changed)),
  );
}

/** As it goes over the wire: also what `encodeURIComponent` refuses. */
const encoded = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** Credentials are left out: whoever asks again has others. */
function asCurl({ method, target, headers = {}, body }: RawRequest): string {
  const shown = Object.entries(headers).filter(([name]) => !['authorization', 'x-api-key'].includes(name));
  return [
    `curl -X ${method} ${quoted(`$API${target}`)} -H "Authorization: Bearer $KEY"`,
    ...shown.map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body === undefined ? [] : [`-d ${quoted(body.toString())}`]),
  ].join(' ');
}
