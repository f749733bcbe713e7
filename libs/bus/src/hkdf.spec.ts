import { SynchronousHkdf } from './hkdf.js';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));
const ikm = hex('0b'.repeat(22));

// RFC 5869, appendix A, test cases 1 and 3.
describe('HKDF-SHA256 as the RFC shows it', () => {
  const hkdf = new SynchronousHkdf();

  it.each([
    {
      salt: '000102030405060708090a0b0c',
      info: 'f0f1f2f3f4f5f6f7f8f9',
      prk: '077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5',
      okm: '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
    },
    {
      salt: '',
      info: '',
      prk: '19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04',
      okm: '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8',
    },
  ])('with the salt "$salt"', async ({ salt, info, prk, okm }) => {
    const extracted = await hkdf.extract(hex(salt), ikm);
    expect(Buffer.from(extracted).toString('hex')).toBe(prk);
    const expanded = await hkdf.expand(extracted, hex(info), 42);
    expect(Buffer.from(expanded).toString('hex')).toBe(okm);
  });

  it('gives no more than 255 blocks', async () => {
    expect((await hkdf.expand(ikm, hex(''), 255 * 32)).byteLength).toBe(255 * 32);
    await expect(hkdf.expand(ikm, hex(''), 255 * 32 + 1)).rejects.toThrow(RangeError);
  });
});
