import { BusAnswerError } from '@latchkey/bus';
import * as contracts from '@latchkey/contracts';
import { anyJson, Bodies, holdsFor, type Schema } from '@latchkey/testing/any-input';
import { testPassword } from '@latchkey/testing';
import { randomUUID } from 'node:crypto';
import { type BusDocument, loadDocument, resolve } from '../../../tools/asyncapi/bus-document.js';
import { AuthOnTheBus } from './auth-on-the-bus.js';

type AnyContract = contracts.Contract<object, unknown>;

interface Refused {
  readonly kind: string;
  readonly code: string;
  readonly errors?: Readonly<Record<string, readonly string[]>>;
}

const LIMIT_MS = 1_000;
const ATTEMPTS = 3;

const isContract = (value: unknown): value is AnyContract =>
  typeof value === 'object' && value !== null && 'pattern' in value && 'budgetMs' in value;
const asked = Object.values<unknown>(contracts).filter(isContract);

/** A body that travels as this text has it, also one that is no object; its secrets are sealed where they are texts. */
function bodyOf({ secrets }: AnyContract, text: string): object {
  const said: unknown = JSON.parse(text);
  const members = new Map(Object.entries(Object(said) as object));
  const texts = secrets.request.filter((field) => typeof members.get(field) === 'string');
  const sealable = Object.fromEntries(texts.map((field) => [field, members.get(field) as unknown]));
  return {
    ...sealable,
    toJSON(this: object) {
      return texts.length === 0 ? said : { ...(said as object), ...this, toJSON: undefined };
    },
  };
}

/** Whatever comes over the bus: an answer within a second, and never a defect. */
describe('any message', () => {
  let auth: AuthOnTheBus;
  let document: BusDocument;
  let access_token: string;
  /** Of a session that messages may end. */
  let doomed: string | null = null;
  beforeAll(async () => {
    document = await loadDocument();
    auth = await AuthOnTheBus.start();
    access_token = await signIn();
  });
  afterAll(() => auth.stop());
  // What waits for guards would wait for these, who are silent.
  afterEach(() => auth.orm.query('DELETE FROM guards'));

  const signIn = async (): Promise<string> =>
    (await auth.client.call(contracts.openSession, auth.operator)).access_token;

  async function aColleague(): Promise<string> {
    const email = `${randomUUID()}@acme.test`;
    const request = { email, password: testPassword(), permissions: [] };
    const principal = access_token;
    return (await auth.client.call(contracts.createOperator, request, { principal })).id;
  }

  /** Resolves to null when it was carried out. */
  async function ask(contract: AnyContract, text: string): Promise<Refused | null> {
    for (let attempt = 1; ; attempt++) {
      const endsSession = contract === contracts.closeSession;
      const principal = endsSession ? (doomed ??= await signIn()) : access_token;
      const began = performance.now();
      const thrown: unknown = await auth.client
        .call(contract, bodyOf(contract, text), contract.needsPrincipal ? { principal } : {})
        .then(
          () => null,
          (error: unknown) => error,
        );
      const ms = performance.now() - began;
      if (thrown === null && endsSession) doomed = null;
      const refused = thrown instanceof BusAnswerError ? (thrown.detail as Refused) : null;
      if (refused?.kind === 'defect') throw new Error(`${contract.pattern} has a defect`);
      const isAnswered = (thrown === null || refused !== null) && refused?.kind !== 'unavailable';
      if (isAnswered && ms <= LIMIT_MS) return refused;
      // A busy machine may be late now and then; an input that is to blame is so each time.
      if (attempt === ATTEMPTS)
        throw new Error(`${contract.pattern} has no answer in time`, { cause: thrown });
    }
  }

  describe.each(asked)('under $pattern', (contract) => {
    let bodies: Bodies;
    beforeAll(async () => {
      const principal = access_token;
      const { id: token_id } = await auth.client.call(
        contracts.issueToken,
        { name: 'Any', monthly_quota: 1_000 },
        { principal },
      );
      const id = contract.pattern.includes('.operators.') ? await aColleague() : token_id;
      const given = { id, token_id };
      bodies = new Bodies(schemaOf(contract), (ref) => resolve(document, ref) as Schema, given);
    });

    const expectRefusal = async (body: string, field: string, reason: string): Promise<void> => {
      const { kind, errors = {} } = (await ask(contract, body)) ?? {};
      const reasons = new Map(Object.entries(errors)).get(field);
      expect({ kind, reasons }).toEqual({ kind: 'invalid', reasons: [reason] });
    };

    it('a field that nobody knows is refused by its name', async () => {
      await holdsFor(bodies.withOneMore, 5, ({ body, field }) =>
        expectRefusal(body, field, 'is not a known field'),
      );
    }, 60_000);

    it('a text that cannot be stored is refused by its field', async () => {
      if (!bodies.withUnstorable) return;
      await holdsFor(bodies.withUnstorable, 10, async ({ body, field }) => {
        // Sealing makes it another text, or cannot seal it.
        if (contract.secrets.request.includes(field)) await ask(contract, body);
        else await expectRefusal(body, field, 'holds a character that cannot be stored');
      });
    }, 60_000);

    it('a body is answered: as it should be but for one field, and any JSON', async () => {
      const answer = async (text: string): Promise<unknown> => ask(contract, text);
      await holdsFor(bodies.withOneOff, 16, answer);
      await holdsFor(bodies.asDescribed, 6, answer);
      await holdsFor(anyJson, 5, answer);
    }, 60_000);
  });

  function schemaOf({ pattern }: AnyContract): Schema {
    const [name] = Object.entries(document.operations).find(([, { title }]) => title === pattern) ?? [];
    const path = `#/components/messages/${name}.request/payload/allOf/1/properties/body/contentSchema`;
    const schema = resolve(document, path);
    if (!schema) throw new Error(`docs/asyncapi.json does not describe ${pattern}: npm run asyncapi`);
    return schema;
  }
});
