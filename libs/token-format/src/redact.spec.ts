import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { tokenDigest } from './digest.js';
import { generateToken } from './generate.js';
import { apitk, customProfile, serviceCredential, whm } from './profile.js';
import { redactSecrets } from './redact.js';

const body = 'A1b2C3d4E5f6G7h8I9j0';
const jwt = 'eyJhbGciOiJFZERTQSIsImtpZCI6IjEifQ.eyJzdWIiOiIwMTkwYTNmMiJ9.MEUCIQDq-_x9';

const pick = <T>(values: readonly [T, ...T[]]): T => values[randomInt(values.length)] ?? values[0];

describe('redaction takes out', () => {
  it.each`
    text                                          | left                                                            | what
    ${`token apitk_${body} refused`}              | ${'token apitk_[redacted] refused'}                             | ${'a token, but its prefix stays'}
    ${`sk_live_${body}`}                          | ${'sk_live_[redacted]'}                                         | ${'another platform’s token'}
    ${`my_apitk_${body}`}                         | ${'my_apitk_[redacted]'}                                        | ${'a token glued to a word'}
    ${`APITK_${body}`}                            | ${'APITK_[redacted]'}                                           | ${'a token in the wrong case'}
    ${`a_${body}_${body}`}                        | ${'a_[redacted]_[redacted]'}                                    | ${'two tokens glued together'}
    ${`"${String.raw`\n`}apitk_${body}"`}         | ${String.raw`"\napitk_[redacted]"`}                             | ${'a token after a JSON escape'}
    ${`?t=apitk%5F${body}`}                       | ${'?t=apitk%5F[redacted]'}                                      | ${'a percent-encoded token'}
    ${`?t=apitk%255f${body}`}                     | ${'?t=apitk%255f[redacted]'}                                    | ${'a token percent-encoded twice'}
    ${`apitk_%41${body}`}                         | ${'apitk_[redacted]'}                                           | ${'a token with an encoded letter'}
    ${`apitk\\u005f${body}`}                      | ${'apitk\\u005f[redacted]'}                                     | ${'a token with an escaped underscore'}
    ${`apitk_${body}\\u0041${body}`}              | ${'apitk_[redacted]'}                                           | ${'a token with an escaped letter'}
    ${'whsec_C2FV/+a1b2C3d4E5f6==, and'}          | ${'whsec_[redacted], and'}                                      | ${'a webhook’s secret, in base64'}
    ${'?s=whsec%5FC2FV%2F%2Bax%3D&x=1'}           | ${'?s=whsec%5F[redacted]&x=1'}                                  | ${'one that is percent-encoded'}
    ${`12|${body}${body}`}                        | ${'12|[redacted]'}                                              | ${'a Sanctum token'}
    ${`jwt=${jwt}.`}                              | ${'jwt=[redacted].'}                                            | ${'a JWT, but not the full stop behind it'}
    ${`%20${jwt}`}                                | ${'%20[redacted]'}                                              | ${'a JWT glued to an escape'}
    ${jwt.slice(0, jwt.lastIndexOf('.'))}         | ${'[redacted]'}                                                 | ${'a JWT that was cut short'}
    ${'Authorization: Bearer hunter2'}            | ${'Authorization: Bearer [redacted]'}                           | ${'a bearer credential of any shape'}
    ${'BEARER   hunter2, and'}                    | ${'BEARER   [redacted] and'}                                    | ${'a scheme in any case'}
    ${'?auth=Bearer%20hunter2'}                   | ${'?auth=Bearer%20[redacted]'}                                  | ${'a percent-encoded scheme'}
    ${'postgres://app:p@ss@db:5432/x'}            | ${'postgres://app:[redacted]@db:5432/x'}                        | ${'a password in a URL'}
    ${'redis://:hunter2@cache:6379'}              | ${'redis://:[redacted]@cache:6379'}                             | ${'a password without a user'}
    ${'?access_token=hunter2&limit=15'}           | ${'?access_token=[redacted]&limit=15'}                          | ${'a secret in a query string'}
    ${'?key=hunter2'}                             | ${'?key=[redacted]'}                                            | ${'a key in a query string'}
    ${'{"password":"hunter2"}'}                   | ${'{"password":"[redacted]"}'}                                  | ${'a password'}
    ${'{"newPassword" : "hunter2"}'}              | ${'{"newPassword" : "[redacted]"}'}                             | ${'another password, with spaces'}
    ${'{"password":123456}'}                      | ${'{"password":"[redacted]"}'}                                  | ${'a password of digits'}
    ${'{"password":"a\\"b\\\\","x":1}'}           | ${'{"password":"[redacted]","x":1}'}                            | ${'a password with a quote and a backslash'}
    ${'{"password":""}'}                          | ${'{"password":"[redacted]"}'}                                  | ${'even that a password was empty'}
    ${'{"refresh_token":"r","access_token":"a"}'} | ${'{"refresh_token":"[redacted]","access_token":"[redacted]"}'} | ${'a session’s tokens'}
    ${'{"accessToken":"hunter2"}'}                | ${'{"accessToken":"[redacted]"}'}                               | ${'camel case'}
    ${'{"key":"hunter2"}'}                        | ${'{"key":"[redacted]"}'}                                       | ${'a key'}
    ${'{"client_secret":"hunter2"}'}              | ${'{"client_secret":"[redacted]"}'}                             | ${'a secret'}
    ${'{"x-api-key":"hunter2"}'}                  | ${'{"x-api-key":"[redacted]"}'}                                 | ${'a header'}
    ${'{"password":"hunter2'}                     | ${'{"password":"[redacted]'}                                    | ${'a password in JSON that was cut short'}
  `('$what', ({ text, left }: { text: string; left: string }) => {
    expect(redactSecrets(text)).toBe(left);
  });

  it.each([apitk, whm, customProfile('acme'), serviceCredential])(
    'every token of the profile $name',
    (profile) => {
      for (let i = 0; i < 2_000; i++) {
        const token = generateToken(profile);
        if (redactSecrets(`<${token}>`) !== `<${profile.prefix}[redacted]>`)
          throw new Error(`${token} was left`);
      }
    },
  );
});

describe('redaction leaves alone', () => {
  it.each`
    text                                                               | what
    ${'tokens_verify_v1 operator_id auth.tokens.verify.v1'}            | ${'identifiers'}
    ${'err_internationalisation ERR_INTERNATIONALISATION_FAILED'}      | ${'long words'}
    ${randomUUID()}                                                    | ${'a UUID'}
    ${`token_${randomUUID()}`}                                         | ${'a UUID behind a word'}
    ${tokenDigest('anything')}                                         | ${'a digest'}
    ${`{"token_hash":"${tokenDigest('anything')}"}`}                   | ${'a digest in JSON'}
    ${'{"key_prefix":"a1b2c3d4","idempotency_key":"order-7"}'}         | ${'what is shown on purpose'}
    ${'{"token_id":7,"keyboard":"de","secrets":3}'}                    | ${'names that only begin like a secret’s'}
    ${'{"password":null,"secret":true,"key":{"id":7}}'}                | ${'values that hold no secret themselves'}
    ${'keyJson.serialisation.value and keyJwtAlgorithms.first.second'} | ${'property paths that look a little like a JWT'}
    ${'postgres://db:5432/latchkey mailto:ann@example.com'}            | ${'URLs without a password'}
    ${'http://host:3000?mail=ann@example.com'}                         | ${'an address in a query string'}
    ${'2026-01-15T10:00:00.000Z 127.0.0.1 00-4bf92f3577b34da6'}        | ${'times, addresses, trace ids'}
    ${'the bearer'}                                                    | ${'a sentence that ends with a scheme'}
    ${''}                                                              | ${'nothing'}
  `('$what', ({ text }: { text: string }) => {
    expect(redactSecrets(text)).toBe(text);
  });
});

describe('a redacted log line', () => {
  /** Every piece means something to some rule; what they mean together is left to chance. */
  const pieces = [
    ...[
      'apitk_',
      '_',
      body,
      'a'.repeat(20),
      jwt,
      'eyJhbGciOiJFZERTQSJ9',
      '.',
      'Bearer ',
      'bearer+',
      '"',
      '\\',
      '\\"',
    ],
    ...[
      ':',
      '":"',
      '": "',
      'password',
      '"secret',
      '"key',
      '=',
      '%5F',
      '%',
      '25',
      '5f',
      '\\u005f',
      'u0061',
      '1|',
    ],
    ...[
      body + body,
      '://',
      'u:',
      '@',
      '/',
      ' ',
      '\n',
      '\t',
      'é',
      '😀',
      '\ud800',
      '[redacted]',
      '{',
      '}',
      ',',
      '123',
      '&',
    ],
  ] as unknown as readonly [string, ...string[]];
  const noise = (): string => Array.from({ length: randomInt(9) }, () => pick(pieces)).join('');

  /** Objects as they are logged: texts from outside, JSON within JSON, JSON that was cut short. */
  const randomLine = (): string => {
    let entry: Record<string, unknown> = {
      [noise()]: noise(),
      password: pick<unknown>([noise(), 12, null, { a: noise() }, [noise()]]),
      key: noise(),
      n: pick<unknown>([1, -2e9, true]),
    };
    for (let depth = randomInt(4); depth > 0; depth--) {
      const inner = JSON.stringify(entry);
      const cut = inner.slice(0, randomInt(inner.length));
      entry = { [noise()]: inner, secret: JSON.stringify(noise()), cut: noise() + pick(['', cut]) };
    }
    return JSON.stringify(entry, null, pick([0, 0, 1]));
  };
  const lines = Array.from({ length: 10_000 }, randomLine);
  const redacted = lines.map(redactSecrets);

  it('is still valid JSON, whatever was logged', () => {
    const broken = redacted.filter((line) => {
      try {
        JSON.parse(line);
        return false;
      } catch {
        return true;
      }
    });
    expect(broken).toEqual([]);
  });

  it('is not changed by redacting it again', () => {
    expect(redacted.filter((line) => redactSecrets(line) !== line)).toEqual([]);
  });

  it('keeps its other members', () => {
    const entry = { level: 30, id: randomUUID(), msg: 'signed in', req: { url: '/api/contacts?limit=15' } };
    const line = JSON.stringify({ password: 'a"b\\', ...entry, refresh_token: '\\"' });
    expect(JSON.parse(redactSecrets(line))).toEqual({
      ...entry,
      password: '[redacted]',
      refresh_token: '[redacted]',
    });
  });

  it('holds no password from JSON within JSON, however deep, and keeps what surrounds it', () => {
    for (let depth = 0; depth <= 4; depth++) {
      const password = `${pick(['', '"', '\\', '\\"', '\\\\'])}hunter2${pick(['', '"', '\\', '\\"', '\\\\'])}`;
      let line = JSON.stringify({ before: 1, password, after: 'kept' });
      for (let i = 0; i < depth; i++) line = JSON.stringify({ inner: line });
      let entry = JSON.parse(redactSecrets(line)) as Record<string, unknown>;
      for (let i = 0; i < depth; i++) entry = JSON.parse(String(entry['inner'])) as Record<string, unknown>;
      expect(entry).toEqual({ before: 1, password: '[redacted]', after: 'kept' });
    }
  });

  it('holds no token, wherever in it one was', () => {
    for (let i = 0; i < 3_000; i++) {
      const token = generateToken(pick([apitk, whm]));
      const at = pick<unknown>([
        token,
        [token],
        { [token]: 1 },
        `${noise()} ${token}`,
        encodeURIComponent(`=${token}`),
      ]);
      const line = redactSecrets(JSON.stringify({ [noise()]: at, again: JSON.stringify({ at }) }));
      if (line.includes(token.slice(-20))) throw new Error(`left in ${line}`);
    }
  });
});

describe('hostile input', () => {
  const megabyte = 1_000_000;

  /** One text for each place at which a careless pattern would start anew from every character. */
  it.each([
    ...[
      'a',
      '_',
      'a_',
      'eyJ',
      'eyJhbGciOiJFZERTQSJ9.',
      '.a',
      '\\',
      '"',
      '\\"',
      'bearer ',
      'password":"',
      '"password":1',
    ],
    ...[
      'key=',
      '"key":',
      '://',
      '://a:b',
      '%',
      '%25',
      'a%5F',
      '\\u005f',
      'a_aA1bB2cC3dD4eE5',
      '1|',
      '\u0000',
      '\ud800',
    ],
    ...['secret\\":\\"', 'secret\\\\\\":\\\\\\"', '=', '@', 'secret', '1'],
  ])('of a megabyte of %j takes linear time', (piece) => {
    const starts = [
      '',
      'a_',
      '1|',
      'eyJhbGciOiJFZERTQSJ9aaaa.aaaaaaaaaaaa',
      'bearer',
      'password":"',
      'password"',
      '://a:',
      'key=',
    ];
    const started = performance.now();
    for (const start of starts) redactSecrets(start + piece.repeat(megabyte / piece.length));
    // Some 0.2 s; a quadratic pattern takes minutes.
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('of random bytes is no different', () => {
    const text = randomBytes(megabyte).toString('latin1');
    const once = redactSecrets(text);
    expect(redactSecrets(once)).toBe(once);
  });
});
