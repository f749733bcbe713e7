import { generateKeyPairSync } from 'node:crypto';
import { isSealed, readOneTimeKey, readPublicSealingKey, seal, SealingKey } from './sealing.js';

const { privateKey, publicKey } = generateKeyPairSync('x25519');
const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
const spki = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');

describe('a sealed text', () => {
  it('is read by the holder of the private key, whatever characters it has', () => {
    const text = 'ключ 🔑 "x"\n';
    const sealed = seal(text, readPublicSealingKey(spki), 'message 1');
    expect(JSON.stringify(sealed)).not.toContain('ключ');
    expect(SealingKey.fromPkcs8(pkcs8).open(sealed, 'message 1')).toBe(text);
  });

  it('is read by whoever has its key among others, until that is taken away', () => {
    const next = generateKeyPairSync('x25519').privateKey.export({ format: 'der', type: 'pkcs8' });
    const both = SealingKey.fromList(`${next.toString('base64')}, ${pkcs8}`);
    const sealed = seal('secret', readPublicSealingKey(spki), '');
    expect(both.open(sealed, '')).toBe('secret');
    expect(both.open(both.seal('own', ''), '')).toBe('own');
    expect(() => SealingKey.fromList(next.toString('base64')).open(sealed, '')).toThrow();
  });

  it('differs each time, so that equal secrets do not show', () => {
    const key = readPublicSealingKey(spki);
    const [one, other] = [seal('secret', key, ''), seal('secret', key, '')];
    expect(one.enc).not.toBe(other.enc);
    expect(one.ct).not.toBe(other.ct);
  });

  it.each`
    what                          | key                            | bound
    ${'for another binding'}      | ${SealingKey.fromPkcs8(pkcs8)} | ${'message 2'}
    ${'for the holder of no key'} | ${SealingKey.oneTime()}        | ${'message 1'}
  `('does not open $what', ({ key, bound }: { key: SealingKey; bound: string }) => {
    const sealed = seal('secret', readPublicSealingKey(spki), 'message 1');
    expect(() => key.open(sealed, bound)).toThrow();
  });

  it('goes to a one-time key as text', () => {
    const key = SealingKey.oneTime();
    const sent = key.publicKey();
    expect(sent).toMatch(/^[\w-]{43}$/);
    expect(key.open(seal('secret', readOneTimeKey(sent), ''), '')).toBe('secret');
  });

  it.each`
    value                   | answer   | why
    ${{ enc: '', ct: '' }}  | ${true}  | ${'both parts are texts'}
    ${{ enc: '' }}          | ${false} | ${'a part is missing'}
    ${{ enc: '', ct: 1 }}   | ${false} | ${'a part is no text'}
    ${'{"enc":"","ct":""}'} | ${false} | ${'it is a text'}
    ${null}                 | ${false} | ${'it is null'}
  `(
    'is told from something else: $answer, because $why',
    ({ value, answer }: { value: unknown; answer: boolean }) => {
      expect(isSealed(value)).toBe(answer);
    },
  );
});

describe('a sealing key in the configuration', () => {
  const ed25519 = generateKeyPairSync('ed25519');
  it.each([
    ['nothing', ''],
    ['no base64', 'not a key'],
    ['a key of another sort', ed25519.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64')],
    ['the public half', spki],
  ])('is refused as a private key when it is %s, without being quoted', (_, key) => {
    expect(() => SealingKey.fromPkcs8(key)).toThrow(new TypeError('not an X25519 key'));
  });

  it.each([
    ['nothing', ''],
    ['a key of another sort', ed25519.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')],
  ])('is refused as a public key when it is %s', (_, key) => {
    expect(() => readPublicSealingKey(key)).toThrow(new TypeError('not an X25519 key'));
  });

  it.each(['', 'short', 'x'.repeat(43) + 'xx'])('is refused as a one-time key when it is "%s"', (key) => {
    expect(() => readOneTimeKey(key)).toThrow();
  });
});
