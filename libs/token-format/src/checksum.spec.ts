import { carriesChecksum, checksumOf } from './checksum.js';

describe('the checksum', () => {
  // The answers were worked out with another CRC-32 than ours; 0xCBF43926 is everybody's check value.
  it.each`
    text             | crc32         | checksum
    ${'123456789'}   | ${0xcbf43926} | ${'3jZRME'}
    ${''}            | ${0}          | ${'000000'}
    ${'apitk_13855'} | ${132064}     | ${'000YM4'}
  `(
    'of "$text" is $checksum: CRC-32 in base62, padded with zeros',
    (known: Record<string, string | number>) => {
      const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
      const checksum = checksumOf(String(known['text']));
      expect(checksum).toBe(known['checksum']);
      expect(Array.from(checksum).reduce((sum, digit) => sum * 62 + digits.indexOf(digit), 0)).toBe(
        known['crc32'],
      );
    },
  );

  it('covers everything that precedes it, the prefix included', () => {
    expect(checksumOf('apitk_abc')).not.toBe(checksumOf('acme_abc'));
  });

  it('is found at the end of the text that carries it', () => {
    expect(carriesChecksum(`apitk_abc${checksumOf('apitk_abc')}`)).toBe(true);
    expect(carriesChecksum(`apitk_abd${checksumOf('apitk_abc')}`)).toBe(false);
    expect(carriesChecksum('')).toBe(false);
  });
});
