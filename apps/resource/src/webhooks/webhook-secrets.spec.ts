import { randomBytes } from 'node:crypto';
import { v7 as newId } from 'uuid';
import { newSecret, readWebhookSecrets, shownSecret } from './webhook-secrets.js';

const key = (): string => randomBytes(32).toString('base64');
const owner = { workspaceId: newId(), id: newId() };

it('a secret is shown as receivers’ libraries take it', () => {
  expect(shownSecret(Buffer.alloc(32, 7))).toBe(`whsec_${Buffer.alloc(32, 7).toString('base64')}`);
});

it('a sealed secret opens for its own webhook alone', () => {
  const secrets = readWebhookSecrets(`1:${key()}`);
  const secret = newSecret();
  const sealed = secrets.seal(secret, owner);
  expect(sealed.includes(secret)).toBe(false);
  expect(secrets.open(sealed, owner)).toEqual(secret);
  expect(() => secrets.open(sealed, { ...owner, id: newId() })).toThrow();
  expect(() => secrets.open(sealed, { ...owner, workspaceId: newId() })).toThrow();
  for (const at of [4, 20, sealed.length - 1]) {
    const forged = Buffer.from(sealed);
    forged[at] = Number(forged[at]) ^ 1;
    expect(() => secrets.open(forged, owner)).toThrow();
  }
  expect(secrets.seal(secret, owner)).not.toEqual(sealed);
});

it('a key is replaced while what it sealed goes on to open', () => {
  const [old, fresh] = [key(), key()];
  const secret = newSecret();
  const sealed = readWebhookSecrets(`1:${old}`).seal(secret, owner);
  const both = readWebhookSecrets(`1:${old},2:${fresh}`);
  expect(both.open(sealed, owner)).toEqual(secret);
  expect(readWebhookSecrets(`2:${fresh}`).open(both.seal(secret, owner), owner)).toEqual(secret);
  expect(() => readWebhookSecrets(`2:${fresh}`).open(sealed, owner)).toThrow('has no key 1');
});

it.each(['', '1:', key(), `0:${key()}`, `1:${randomBytes(31).toString('base64')}`, `1:${key()},1:${key()}`])(
  'keys are not read from %j',
  (text) => {
    expect(() => readWebhookSecrets(text)).toThrow(new TypeError('not a list of numbered keys'));
  },
);
