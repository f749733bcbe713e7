/** What holds for every message: how it is sent, sealed, answered and given up. In prose: docs/bus.md. */
/** @typedef {import('./schemas.mjs').Schema} Schema */

/** One line of what a sealed text is bound to. */
const header = ['id', 'pattern', 'reply_to', 'seal_reply_to', 'idempotency_key', 'sent_at'].map(
  (envelope) => ({
    envelope,
  }),
);

/** @param {string} field */
export const sealedToService = (field) => ({
  to: 'SEALING_PUBLIC_KEY',
  aad: [{ const: 'request' }, ...header, { const: field }],
});

/** @param {string} field */
export const sealedToAsker = (field) => ({
  to: 'seal_reply_to',
  aad: [{ const: 'reply' }, { envelope: 'id' }, { envelope: 'pattern' }, { const: field }],
});

export const sealedPrincipal = {
  to: 'SEALING_PUBLIC_KEY',
  aad: [{ const: 'principal' }, ...header, { sha256: 'body' }],
};

export const sealing = {
  description:
    'A sealed text is {"enc", "ct"}: the encapsulated key and the ciphertext with its tag. Single-shot: a new encapsulation for each text.',
  suite: {
    specification: 'RFC 9180',
    mode: 'base',
    mode_id: 0,
    kem: 'DHKEM(X25519, HKDF-SHA256)',
    kem_id: 0x0020,
    kdf: 'HKDF-SHA256',
    kdf_id: 0x0001,
    aead: 'AES-256-GCM',
    aead_id: 0x0002,
  },
  info: 'latchkey/bus/v1',
  encoding: 'base64url without padding',
  keys: {
    SEALING_PUBLIC_KEY:
      "The service's X25519 public key, from its operators: SubjectPublicKeyInfo, DER, base64. The last 32 bytes are the raw key.",
    seal_reply_to:
      'A one-time X25519 public key that the asker makes for one message and forgets with the reply: 32 raw bytes, base64url.',
  },
  aad: {
    description: 'Lines in the order of each `x-sealed.aad`, joined; UTF-8.',
    join: '\n',
    lines: {
      const: 'This text.',
      envelope: "This member of the request's envelope, numbers in decimal; empty where absent.",
      sha256: "Base64url of the SHA-256 of this member of the request's envelope, as it is sent.",
    },
  },
  // The recipient's key pair is the published one of RFC 9180, A.1.1.
  test_vector: {
    recipient_private_key: '4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8',
    recipient_public_key: '3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d',
    aad: 'reply\n1\nauth.tokens.issue.v1\nkey',
    enc: 'bKLBUy0cot71Y194HoKsglDu34ShA6nnI8Sht0gMDVE',
    ct: 'uQrRK_to_AzXhsMKK6dFloA9RzJM21B1J7m1u-k',
    text: 'a sealed text',
  },
};

/**
 * Commands as their words; `{…}` is filled in by the asker.
 * @param {string} replyPrefix
 */
export const redis = (replyPrefix) => ({
  description:
    'Subscribe first. Then send: the script adds the message unless too many wait already, in one step, and returns the id of the entry, or nil when the service is full and the message was not sent.',
  reply_to: {
    prefix: replyPrefix,
    random_bits: 128,
    description: 'Whoever knows the channel can read and forge replies.',
  },
  subscribe: ['SUBSCRIBE', '{reply_to}'],
  send: ['EVAL', '{script}', '1', '{stream}', '{max_waiting}', '{envelope}'],
  script:
    "if redis.call('XLEN', KEYS[1]) >= tonumber(ARGV[1]) then return false end return redis.call('XADD', KEYS[1], '*', 'm', ARGV[2])",
  max_waiting: 10_000,
});

/** How events are read. */
export const eventReading = {
  description:
    'Each group of consumers reads every event at its own pace, at least once: the same `id` again is the same event. A new group starts at 0, with all that is kept. Read what was delivered to you and not acknowledged (id 0 in the place of >) before what is new.',
  create_group: ['XGROUP', 'CREATE', '{stream}', '{group}', '0', 'MKSTREAM'],
  read: [
    'XREADGROUP',
    'GROUP',
    '{group}',
    '{consumer}',
    'COUNT',
    '100',
    'BLOCK',
    '1000',
    'STREAMS',
    '{stream}',
    '>',
  ],
  acknowledge: ['XACK', '{stream}', '{group}', '{entry}'],
};

export const budgets = {
  description:
    "Each operation's `x-budget-ms` is its `budget_ms`: milliseconds from the entry's id, by Redis's clock. Give up after it, by a timer of your own: then nothing is known.",
  question: 'Past its budget it is not executed. It may be asked again, with a new id.',
  command:
    'Past its budget it is executed only when it has an idempotency_key. Whether it was executed is known only from its reply: send it again with the same key.',
};

export const idempotency = {
  description:
    'Commands only. The same key again, from the same principal, is the same command: it has one effect, and every repetition gets the first reply, with its secrets sealed to the new seal_reply_to. Only successes are kept.',
  key: 'idempotency_key',
  without_key: "The message's id is its key.",
  kept_hours: 26,
  sent_at_window_hours: 12,
  key_reused: 'idempotency.key_reused',
  stale: 'bus.stale_command',
};

/** What to do about each kind of error; the codes say more. @type {Record<string, string>} */
export const errorKinds = {
  invalid:
    'The request is wrong: `errors` has the reasons by field, where there are any. Do not repeat it unchanged.',
  unauthenticated: 'The principal, or the credentials in the request, are not good.',
  forbidden: 'The principal is known and may not do this.',
  not_found: "There is no such thing, or it is somebody else's.",
  conflict: 'It contradicts what is there already.',
  too_many: 'Too many attempts: try again after `retry_after` seconds.',
  unavailable: 'Not a "no": what it needs is out of reach. Try again.',
  defect: 'A fault of the service, which has logged it. Has no code.',
};

/** Limits that the service sets to each envelope. @type {Record<string, Schema>} */
export const envelopeRules = {
  id: { maxLength: 200 },
  pattern: { maxLength: 200 },
  budget_ms: { minimum: 0 },
  reply_to: { maxLength: 200 },
  idempotency_key: { minLength: 1, maxLength: 200 },
  sent_at: { type: 'integer' },
  traceparent: { maxLength: 200 },
  seal_reply_to: { pattern: '^[A-Za-z0-9_-]{43}$' },
  body: { contentMediaType: 'application/json' },
};

/** @type {Record<string, Schema>} */
export const sealedRules = {
  enc: { pattern: '^[A-Za-z0-9_-]{43}$' },
  ct: { pattern: '^[A-Za-z0-9_-]{22,}$' },
};

export const howTo = `How to ask Latchkey's auth service over Redis, for a client in any language. The document is generated from the
contracts in the code and holds every fact that a client needs; what no AsyncAPI keyword can say is in extensions:

- \`x-redis\`: the commands that send and receive, and the limit of what may wait;
- \`x-sealing\`: how secrets are sealed (HPKE, RFC 9180), with a test vector; \`x-sealed\` beside each sealed field says
  to which key, and what it is bound to;
- \`x-budgets\`, \`x-idempotency\`: when to give up, and what repeating does;
- \`x-errors\`: the kinds and codes of errors.

1. Subscribe to a reply channel of your own: \`x-redis.reply_to.prefix\` and at least 128 random bits.
2. Make the envelope that the operation's message describes. \`body\` is JSON as a text; its schema is \`contentSchema\`.
   Seal the fields that have \`x-sealed\`, and the principal, which is bound to the finished body: an operator's access
   token, from \`openSession\`, or a service's credential.
3. Send it with \`x-redis.send\`. Nil means that the service is full: say so at once instead of waiting.
4. The message on your channel with your \`id\` is the reply: \`{"id", "body"}\` or \`{"id", "error"}\`. Open its sealed
   fields with the one-time key. After \`x-budget-ms\` without a reply, give up.

The operations are the service's: it receives requests. Replies may grow fields, requests with unknown fields are
refused.`;
