import { type Latchkey, startLatchkey } from '@latchkey/testing';
import { anyJson, anyNameBut, anyText, holdsFor } from '@latchkey/testing/any-input';
import fc from 'fast-check';
import { type Operation } from './described-api.js';
import { Probe } from './probe.js';
import { type RawAnswer } from './raw-requests.js';

/** As it goes over the wire: also what `encodeURIComponent` refuses. */
const encoded = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

const anyCursor = fc.oneof(
  anyText,
  anyJson.map((json) => Buffer.from(json).toString('base64url')),
  fc
    .tuple(fc.constantFrom('"-created_at"', '"name"', '"position"', '7'), anyJson, anyJson)
    .map((parts) => Buffer.from(`[${parts.join()}]`).toString('base64url')),
);
const anyValue = fc.oneof(
  fc.constantFrom('1e3', '1', '-1', '0x10', '1.5', '', 'null', 'true', '100000000000000000000'),
  anyText,
  anyCursor,
);

/** Not JSON, or not as JSON is sent. */
const UNREADABLE: readonly { readonly why: string; readonly body: string | Buffer }[] = [
  { why: 'nothing', body: '' },
  { why: 'a space', body: ' ' },
  { why: 'cut short', body: '{"name":"x' },
  { why: 'followed by something', body: '{}{}' },
  { why: 'of another language', body: "{'name': undefined}" },
  { why: 'with a byte order mark', body: '\ufeff{}' },
  { why: 'with names twice', body: '{"name":"x","name":null,"id":1,"id":2}' },
  { why: 'no UTF-8', body: Buffer.from('{"name":"\xff\xfe"}', 'latin1') },
  { why: 'UTF-16', body: Buffer.from('{"name":"x"}', 'utf16le') },
  { why: 'with a raw U+0000', body: '{"name":"\0"}' },
  { why: 'too deep', body: '['.repeat(49_000) + ']'.repeat(49_000) },
  { why: 'too deep within a field', body: `{"name":${'['.repeat(49_000)}${']'.repeat(49_000)}}` },
  { why: 'too large', body: JSON.stringify({ name: 'x'.repeat(110_000) }) },
];
const PART = '--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\n%PDF-';
const BROKEN_FORMS: readonly (string | Buffer)[] = [
  ...['', '--', '--x', '--x--', '--x\r\n\r\n', '{}', 'x'.repeat(90_000), '--x\r\n'.repeat(5_000)],
  ...[PART, `${PART}\r\n--x`, `${PART}\r\n--y--`, `${PART}\r\n--x\r\n`, PART.replace('filename="a"', '')],
  ...[
    PART.replace('"file"', '"__proto__"'),
    PART.replace('"file"', '""'),
    PART.replace('content-disposition', 'x'),
  ],
  ...[
    `${PART}\r\n${PART}\r\n--x--`,
    PART.replace('"file"', '"\0"'),
    PART.replace('a"', `${'a'.repeat(50_000)}"`),
  ],
  Buffer.from(PART.replace('"a"', '"\xff"'), 'latin1'),
];
const MEDIA_TYPES = [
  'text/plain',
  'application/json; charset=utf-16',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/json;;=',
  'APPLICATION/JSON',
  'json',
  '',
];
const HEADERS = ['idempotency-key', 'if-match', 'if-none-match', 'if-modified-since', 'accept', 'range'];
const MORE_HEADERS = ['content-encoding', 'x-request-id', 'traceparent', 'x-forwarded-for', 'x-api-key'];

const UNKNOWN = 'is not a known field';
const UNSTORABLE = 'holds a character that cannot be stored';

/** One handler has both paths, with the workspace and without: every other one of each is asked. */
function oncePerHandler(operations: readonly Operation[]): Operation[] {
  const names = new Set(operations.map(({ name }) => name));
  const turns = new Map<string, number>();
  return operations.filter(({ name }) => {
    const short = name.replace('/api/v1/{workspace}', '/api');
    const hasTwin = names.has(short) && names.has(short.replace('/api', '/api/v1/{workspace}'));
    if (!hasTwin) return true;
    if (!turns.has(short)) turns.set(short, turns.size);
    return (turns.get(short) ?? 0) % 2 === Number(name === short);
  });
}

const errorsIn = ({ text }: RawAnswer): Record<string, unknown> =>
  (JSON.parse(text) as { errors?: Record<string, unknown> }).errors ?? {};

/** Whatever is sent: an answer within a second, no 5xx, and as the reference says. */
describe('any input', () => {
  let latchkey: Latchkey;
  let probe: Probe;
  beforeAll(async () => {
    latchkey = await startLatchkey();
    probe = await Probe.of(latchkey);
  }, 60_000);
  afterAll(async () => {
    await probe.stop();
    await latchkey.stop();
  });

  const each = async (check: (operation: Operation) => Promise<void>): Promise<void> => {
    for (const operation of oncePerHandler(probe.api.operations)) await check(operation);
  };
  const expectRefusal = (answer: RawAnswer, field: string, reason: string): void => {
    const reasons = new Map(Object.entries(errorsIn(answer))).get(field);
    expect({ status: answer.status, reasons }).toEqual({ status: 422, reasons: [reason] });
  };

  it('in a body is answered: as it should be but for one field, and any JSON', async () => {
    await each(async (operation) => {
      const bodies = probe.bodiesOf(operation);
      const ask = (body: string): Promise<unknown> => probe.ask(operation, { body });
      if (bodies) {
        await holdsFor(bodies.asDescribed, 4, ask);
        await holdsFor(bodies.withOneOff, 12, ask);
      }
      await holdsFor(anyJson, bodies ? 5 : 1, ask);
    });
  }, 60_000);

  it('in a field that nobody knows is refused by its name', async () => {
    await each(async (operation) => {
      const bodies = probe.bodiesOf(operation);
      if (!bodies) return;
      await holdsFor(bodies.withOneMore, 8, async ({ body, field }) => {
        expectRefusal(await probe.ask(operation, { body }), field, UNKNOWN);
      });
    });
  }, 60_000);

  it('in a field that cannot be stored is refused by its name', async () => {
    await each(async (operation) => {
      const bodies = probe.bodiesOf(operation)?.withUnstorable;
      if (!bodies) return;
      await holdsFor(bodies, 12, async ({ body, field }) => {
        expectRefusal(await probe.ask(operation, { body }), field, UNSTORABLE);
      });
    });
  }, 60_000);

  it('that is no JSON is answered', async () => {
    await each(async (operation) => {
      if (operation.method === 'GET' || operation.body === null) return;
      for (const { body } of UNREADABLE) await probe.ask(operation, { body });
      for (const type of MEDIA_TYPES)
        await probe.ask(operation, { body: '{}', headers: { 'content-type': type } });
    });
  }, 60_000);

  it('in a form of files is answered, and what breaks off is no file', async () => {
    await each(async (operation) => {
      if (operation.mediaType !== 'multipart/form-data') return;
      for (const type of [
        'multipart/form-data; boundary=x',
        'multipart/form-data',
        'multipart/form-data; boundary=',
      ]) {
        for (const body of BROKEN_FORMS) {
          const { status } = await probe.ask(operation, { body, headers: { 'content-type': type } });
          expect({ body: body.toString().slice(0, 200), isTaken: status < 400 }).toMatchObject({
            isTaken: false,
          });
        }
      }
    });
  }, 60_000);

  it('in a query is answered, and refused by name where nobody knows it', async () => {
    await each(async (operation) => {
      const known = operation.parameters.filter((each) => each.in === 'query').map(({ name }) => name);
      const names = fc.oneof(fc.constantFrom('limit', 'limit[]', 'cursor', 'sort', ...known), anyText);
      const pairs = fc.array(fc.tuple(names, anyValue), { maxLength: 4 });
      await holdsFor(pairs, known.length > 0 ? 10 : 2, async (parameters) => {
        const query = parameters.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&');
        await probe.ask(operation, { query: `?${query}` });
      });
      for (const name of known) {
        expectRefusal(await probe.ask(operation, { query: `?${name}=a%00b` }), name, UNSTORABLE);
      }
      if (known.length === 0) return;
      await holdsFor(anyCursor, 6, async (cursor) => {
        await probe.ask(operation, { query: `?cursor=${encoded(cursor)}` });
      });
      await holdsFor(anyNameBut(known), 6, async (name) => {
        const sent = Buffer.from(name).toString();
        const answer = await probe.ask(operation, { query: `?${encoded(sent)}=x` });
        if (sent !== '') expectRefusal(answer, sent, UNKNOWN);
      });
    });
  }, 60_000);

  it('in a path is answered', async () => {
    const parts = fc.oneof(
      fc.constantFrom('%', '%zz', '%00', '%ff', '..%2f..', '.', '..', '%2e%2e', '', ';', 'a'.repeat(9_000)),
      anyText.map(encoded),
    );
    await each(async (operation) => {
      if (!operation.path.includes('{')) return;
      await holdsFor(parts, 6, (part) => probe.ask(operation, { part }));
    });
  }, 60_000);

  it('in a header is answered', async () => {
    const names = fc.constantFrom(...HEADERS, ...MORE_HEADERS);
    const values = fc.oneof(
      fc.constantFrom('', '*', '"x"', 'W/"', 'bytes=0-', 'gzip', 'x'.repeat(300), '\xff', 'a, b', '00-0-0-0'),
      fc.string({
        unit: fc
          .integer({ min: 0x20, max: 0xff })
          .filter((c) => c !== 0x7f)
          .map((c) => String.fromCharCode(c)),
        maxLength: 50,
      }),
    );
    await each(async (operation) => {
      const body = operation.body ? '{}' : undefined;
      await holdsFor(
        fc.dictionary(names, values, { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
        6,
        async (headers) => {
          await probe.ask(operation, { headers, ...(body !== undefined && { body }) });
        },
      );
    });
  }, 60_000);

  it('was heard by every operation', () => {
    const deaf = oncePerHandler(probe.api.operations).filter(({ name }) => {
      const heard = [...(probe.statuses.get(name) ?? [])];
      return !heard.some((status) => status < 400 || status === 404 || status === 422);
    });
    expect(deaf.map(({ name }) => name)).toEqual([]);
    expect(oncePerHandler(probe.api.operations).length).toBeGreaterThan(70);
  });
});
