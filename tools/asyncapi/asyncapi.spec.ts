import specs from '@asyncapi/specs';
import * as contracts from '@latchkey/contracts';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isReplyChannel, newReplyChannel, requestStream } from '../../libs/bus/src/keys.js';
import { binding, SealingKey } from '../../libs/bus/src/sealing.js';
import { aadOf, type BusDocument, loadDocument, refsIn, resolve } from './bus-document.js';
import { describeBus, textOf } from './document.mjs';
import { redis as redisOf, sealedPrincipal, sealedToAsker, sealedToService } from './protocol.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const PATTERN = /^[a-z]+(\.[a-z]+)+\.v\d+$/;

describe('docs/asyncapi.json', () => {
  let text: string;
  let document: BusDocument;
  beforeAll(async () => {
    text = await readFile(path.join(root, 'docs/asyncapi.json'), 'utf8');
    document = await loadDocument();
  });

  // Reads all of auth's sources with the compiler.
  const LONG_MS = 120_000;

  it(
    'says what the contracts say',
    async () => {
      const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as {
        version: string;
      };
      const keys = await import('../../libs/bus/src/keys.js');
      const isUpToDate = textOf(describeBus({ version, contracts: { ...contracts }, keys })) === text;
      expect(isUpToDate ? '' : 'docs/asyncapi.json is out of date: npm run asyncapi').toBe('');
    },
    LONG_MS,
  );

  it('is AsyncAPI 3.0', () => {
    // The schema brings its own draft 7, beside which Ajv's would be a second one.
    const ajv = new Ajv({ strict: false, meta: false, validateSchema: false });
    addFormats.default(ajv);
    const isValid = ajv.compile(specs.schemas['3.0.0']);
    expect(isValid(document)).toBe(true);
    expect(isValid({ ...document, channels: { questions: { address: 7 } } })).toBe(false);
  });

  it('refers to nothing that is not there', () => {
    const refs = refsIn(document);
    expect(refs.length).toBeGreaterThan(50);
    expect(refs.filter((ref) => resolve(document, ref) === undefined)).toEqual([]);
  });

  it('has an operation for each contract and for nothing else', () => {
    const expected = Object.entries(contracts as Record<string, unknown>).flatMap(([name, value]) => {
      const { pattern, name: event } = Object(value) as { pattern?: unknown; name?: unknown };
      if (typeof pattern === 'string') return [[name, pattern]];
      return typeof value === 'object' && typeof event === 'string' ? [[name, event]] : [];
    });
    const operations = Object.entries(document.operations).map(([name, { title }]) => [name, title]);
    expect(operations.sort()).toEqual(expected.sort());
    expect(expected.filter(([, pattern]) => PATTERN.test(String(pattern))).length).toBeGreaterThan(10);
  });

  it('says the terms of each contract', () => {
    for (const [name, operation] of Object.entries(document.operations)) {
      if (operation.action === 'send') continue;
      const contract = (contracts as Record<string, unknown>)[name] as contracts.Contract<object, unknown>;
      expect(operation).toMatchObject({
        'x-pattern': contract.pattern,
        'x-kind': contract.kind,
        'x-budget-ms': contract.budgetMs,
        'x-needs-principal': contract.needsPrincipal,
        'x-secrets': contract.secrets,
        channel: { $ref: `#/channels/${contract.kind}s` },
      });
    }
  });

  it('names the streams and channels that libs/bus uses', () => {
    const { questions, commands, replies } = document.channels;
    expect([questions, commands].map((channel) => channel?.['x-redis'].key)).toEqual([
      requestStream('auth', 'question'),
      requestStream('auth', 'command'),
    ]);
    // With its parameter filled in, the address is the key.
    expect(questions?.address?.replace('{service}', '{auth}')).toBe(requestStream('auth', 'question'));
    const { prefix = '' } = replies?.['x-redis'] ?? {};
    expect(isReplyChannel(prefix)).toBe(true);
    expect(newReplyChannel().startsWith(prefix)).toBe(true);
    expect(document['x-redis']).toEqual(redisOf(prefix));
  });

  it('binds sealed parts as libs/bus does, whatever of the header is there', () => {
    const header = { id: 'an id', pattern: 'a.pattern', reply_to: 'a channel' };
    const whole = { ...header, seal_reply_to: 'a key', idempotency_key: 'once', sent_at: 1_700_000_000_000 };
    for (const each of [header, whole]) {
      const envelope = { ...each, body: '{"a":1}' };
      const lines = [sealedToService('password'), sealedPrincipal, sealedToAsker('key')];
      expect(lines.map((sealed) => aadOf(document, sealed, envelope))).toEqual([
        binding.requestField(each, 'password'),
        binding.principal(each, envelope.body),
        binding.replyField(each, 'key'),
      ]);
    }
  });

  it('has a test vector that opens', () => {
    const {
      recipient_private_key,
      recipient_public_key,
      aad,
      enc,
      ct,
      text: clear,
    } = document['x-sealing'].test_vector;
    // PKCS #8 around a raw X25519 key.
    const pkcs8 = Buffer.from(`302e020100300506032b656e04220420${recipient_private_key}`, 'hex');
    const key = SealingKey.fromPkcs8(pkcs8.toString('base64'));
    expect(Buffer.from(key.publicKey(), 'base64url').toString('hex')).toBe(recipient_public_key);
    expect(key.open({ enc, ct }, aad)).toBe(clear);
  });
});
