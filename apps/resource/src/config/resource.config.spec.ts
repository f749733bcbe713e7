import { loadConfig } from '@latchkey/platform';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { ResourceConfig } from './resource.config.js';

const NEEDED = {
  REDIS_URL: 'redis://127.0.0.1:6379',
  RESOURCE_DATABASE_URL: 'postgres://resource@127.0.0.1:5432/resource',
  SEALING_PUBLIC_KEY: generateKeyPairSync('x25519')
    .publicKey.export({ type: 'spki', format: 'der' })
    .toString('base64'),
  WEBHOOK_SECRETS_KEY: `1:${randomBytes(32).toString('base64')}`,
};
const WHATSAPP = ['WHATSAPP_ACCESS_TOKEN', 'WHATSAPP_APP_SECRET', 'WHATSAPP_VERIFY_TOKEN'] as const;
type Name = (typeof WHATSAPP)[number];

const load = (...set: Name[]): ResourceConfig =>
  loadConfig(ResourceConfig, { ...NEEDED, ...Object.fromEntries(set.map((name) => [name, 'visible'])) });

describe('the secrets of WhatsApp', () => {
  it('may be left out: messages reach no phone then', () => {
    expect(load().WHATSAPP_ACCESS_TOKEN).toBeUndefined();
  });

  it('are taken all together', () => {
    expect(load(...WHATSAPP)).toMatchObject({ WHATSAPP_APP_SECRET: 'visible' });
  });

  it.each(WHATSAPP)('are refused when %s is set alone, by the names of the others', (name) => {
    const others = WHATSAPP.filter((other) => other !== name);
    for (const other of others) expect(() => load(name)).toThrow(other);
    expect(() => load(...others)).toThrow(name);
  });

  it('are refused when one cannot be a secret, without saying what it is', () => {
    const environment = { ...NEEDED, ...Object.fromEntries(WHATSAPP.map((name) => [name, 'two words'])) };
    expect(() => loadConfig(ResourceConfig, environment)).toThrow(/WHATSAPP_APP_SECRET(?!.*two words)/s);
  });
});

describe('HTTPS', () => {
  it.each([
    [{}, false],
    [{ NODE_ENV: 'development' }, false],
    [{ NODE_ENV: 'production' }, true],
    [{ NODE_ENV: 'production', REQUIRE_HTTPS: 'false' }, false],
    [{ REQUIRE_HTTPS: 'true' }, true],
  ])('is required in production, unless it is said otherwise: %j is %s', (env, isRequired) => {
    expect(loadConfig(ResourceConfig, { ...NEEDED, ...env }).requiresHttps).toBe(isRequired);
  });

  it('is required or not, and nothing else', () => {
    const environment = { ...NEEDED, REQUIRE_HTTPS: 'yes' };
    expect(() => loadConfig(ResourceConfig, environment)).toThrow('REQUIRE_HTTPS must be true or false');
  });
});
