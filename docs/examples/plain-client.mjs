/**
 * A client of Latchkey's bus as another language would write it: Redis, cryptography, and what docs/asyncapi.json
 * says. Prints one line of JSON.
 *
 *   REDIS_URL=… SEALING_PUBLIC_KEY=… TOKEN=… node docs/examples/plain-client.mjs verify
 *   REDIS_URL=… SEALING_PUBLIC_KEY=… ACCESS_TOKEN=… node docs/examples/plain-client.mjs issue 'Name of the token'
 *
 * What `issue` prints holds the new token: it belongs in a pipe.
 */
import { Redis } from 'ioredis';
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  randomBytes,
  randomUUID,
} from 'node:crypto';
import { readFileSync } from 'node:fs';

const { REDIS_URL, SEALING_PUBLIC_KEY, TOKEN, ACCESS_TOKEN } = process.env;
const api = JSON.parse(readFileSync(new URL('../asyncapi.json', import.meta.url), 'utf8'));
const sealing = api['x-sealing'];

/** Follows `{"$ref": "#/a/b"}` to what it names. */
const resolve = (node) =>
  node.$ref
    ? resolve(
        node.$ref
          .split('/')
          .slice(1)
          .reduce((place, step) => place[step], api),
      )
    : node;

// HPKE in base mode (RFC 9180): every key and nonce is good for one text.

const bytes = (text) => Buffer.from(text, 'utf8');
const u16 = (number) => Buffer.from([number >> 8, number & 0xff]);
const { kem_id, kdf_id, aead_id, mode_id } = sealing.suite;
const KEM = Buffer.concat([bytes('KEM'), u16(kem_id)]);
const HPKE = Buffer.concat([bytes('HPKE'), u16(kem_id), u16(kdf_id), u16(aead_id)]);
const EMPTY = Buffer.alloc(0);

const hmac = (key, ...parts) => createHmac('sha256', key).update(Buffer.concat(parts)).digest();
const extract = (suite, salt, label, ikm) => hmac(salt, bytes('HPKE-v1'), suite, bytes(label), ikm);
/** One block of HKDF is enough for all that is needed here. */
const expand = (suite, prk, label, info, length) =>
  hmac(prk, u16(length), bytes('HPKE-v1'), suite, bytes(label), info, Buffer.from([1])).subarray(0, length);

const spki = Buffer.from('302a300506032b656e032100', 'hex');
const publicKey = (raw) => createPublicKey({ key: Buffer.concat([spki, raw]), format: 'der', type: 'spki' });
const rawOf = (key) => key.export({ type: 'spki', format: 'der' }).subarray(-32);

/** Both sides come to the same key and nonce: one with its new private key, one with its old. */
function schedule(sharedPoint, enc, recipient) {
  const prk = extract(KEM, EMPTY, 'eae_prk', sharedPoint);
  const shared = expand(KEM, prk, 'shared_secret', Buffer.concat([enc, recipient]), 32);
  const pskIdHash = extract(HPKE, EMPTY, 'psk_id_hash', EMPTY);
  const infoHash = extract(HPKE, EMPTY, 'info_hash', bytes(sealing.info));
  const context = Buffer.concat([Buffer.from([mode_id]), pskIdHash, infoHash]);
  const secret = extract(HPKE, shared, 'secret', EMPTY);
  return {
    key: expand(HPKE, secret, 'key', context, 32),
    nonce: expand(HPKE, secret, 'base_nonce', context, 12),
  };
}

function seal(text, recipient, aad) {
  const ephemeral = generateKeyPairSync('x25519');
  const enc = rawOf(ephemeral.publicKey);
  const point = diffieHellman({ privateKey: ephemeral.privateKey, publicKey: recipient });
  const { key, nonce } = schedule(point, enc, rawOf(recipient));
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(bytes(aad));
  const ct = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return { enc: enc.toString('base64url'), ct: ct.toString('base64url') };
}

function open(sealed, { privateKey, publicKey: own }, aad) {
  const [enc, ct] = [Buffer.from(sealed.enc, 'base64url'), Buffer.from(sealed.ct, 'base64url')];
  const point = diffieHellman({ privateKey, publicKey: publicKey(enc) });
  const { key, nonce } = schedule(point, enc, rawOf(own));
  const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(bytes(aad));
  decipher.setAuthTag(ct.subarray(-16));
  return Buffer.concat([decipher.update(ct.subarray(0, -16)), decipher.final()]).toString('utf8');
}

/** What a sealed text is bound to. */
const aadOf = (sealed, envelope) =>
  sealed.aad
    .map((line) => {
      if (line.const) return line.const;
      if (line.sha256) return createHash('sha256').update(envelope[line.sha256]).digest('base64url');
      return String(envelope[line.envelope] ?? '');
    })
    .join(sealing.aad.join);

const sealedFields = (schema) =>
  Object.entries(schema.properties ?? {}).flatMap(([field, property]) =>
    property['x-sealed'] ? [[field, property['x-sealed']]] : [],
  );

// Asking.

const sender = new Redis(REDIS_URL);
const listener = new Redis(REDIS_URL);

async function call(name, request, { principal } = {}) {
  const operation = api.operations[name];
  const [general, special] = resolve(operation.messages[0]).payload.allOf;
  const message = special.properties;
  const replyBody = resolve(resolve(operation.reply.messages[0]).payload.properties.body);
  const service = createPublicKey({
    key: Buffer.from(SEALING_PUBLIC_KEY, 'base64'),
    format: 'der',
    type: 'spki',
  });

  const oneTime = special.required?.includes('seal_reply_to') ? generateKeyPairSync('x25519') : null;
  const { prefix, random_bits } = api['x-redis'].reply_to;
  const envelope = {
    id: randomUUID(),
    kind: message.kind.const,
    pattern: message.pattern.const,
    budget_ms: message.budget_ms.default,
    reply_to: prefix + randomBytes(random_bits / 8).toString('base64url'),
    ...(oneTime && { seal_reply_to: rawOf(oneTime.publicKey).toString('base64url') }),
    ...(message.kind.const === 'command' && { idempotency_key: randomUUID(), sent_at: Date.now() }),
  };
  const body = { ...request };
  for (const [field, sealed] of sealedFields(resolve(message.body.contentSchema)))
    body[field] = seal(body[field], service, aadOf(sealed, envelope));
  envelope.body = JSON.stringify(body);
  if (principal) {
    const sealed = resolve(general).properties.principal['x-sealed'];
    envelope.principal = seal(principal, service, aadOf(sealed, envelope));
  }

  const reply = await exchange(operation, envelope);
  if (reply.error) return reply;
  for (const [field, sealed] of sealedFields(replyBody))
    reply.body[field] = open(reply.body[field], oneTime, aadOf(sealed, envelope));
  return reply;
}

/** Ends within the budget: with the reply, or saying that nothing is known. */
async function exchange(operation, envelope) {
  const { send, script, max_waiting } = api['x-redis'];
  const stream = resolve(operation.channel)['x-redis'].key;
  const fill = { script, stream, max_waiting, envelope: JSON.stringify(envelope) };
  await listener.subscribe(envelope.reply_to);
  return new Promise((settle, fail) => {
    const giveUp = () => fail(new Error(`No answer within ${envelope.budget_ms} ms`));
    setTimeout(giveUp, envelope.budget_ms).unref();
    listener.on('message', (_channel, json) => {
      const reply = JSON.parse(json);
      if (reply.id === envelope.id) settle(reply);
    });
    const words = send.map((word) => (word.startsWith('{') ? fill[word.slice(1, -1)] : word));
    sender.call(...words).then((entry) => {
      if (entry === null) fail(new Error('Too much is waiting already'));
    }, fail);
  });
}

const commands = {
  verify: () => call('verifyToken', { digest: createHash('sha256').update(TOKEN).digest('hex') }),
  issue: (name) => call('issueToken', { name }, { principal: ACCESS_TOKEN }),
};

const [command, ...words] = process.argv.slice(2);
try {
  if (!Object.hasOwn(commands, command ?? ''))
    throw new Error('Say verify or issue: see the head of this file');
  const reply = await commands[command](...words);
  process.stdout.write(`${JSON.stringify(reply.error ?? reply.body)}\n`);
  if (reply.error) process.exitCode = 1;
} finally {
  sender.disconnect();
  listener.disconnect();
}
