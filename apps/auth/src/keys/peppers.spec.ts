import { createHash, randomBytes } from 'node:crypto';
import { readPeppers } from './peppers.js';

const digest = createHash('sha256').update('a token').digest('hex');
const key = (): string => randomBytes(32).toString('base64');
const first = `1:${key()}`;
const second = `2:${key()}`;

describe('a digest under a pepper', () => {
  it('is HMAC-SHA-256 over the digest’s bytes, to the bit', () => {
    // Checked by `openssl dgst -sha256 -mac HMAC`; whoever breaks this locks out every token in the field.
    const peppers = readPeppers(`1:${Buffer.alloc(32, 0x0b).toString('base64')}`);
    expect(peppers.mac('ab'.repeat(32)).mac.toString('hex')).toBe(
      '9fafa4592d45b447f3939472c4af3b293b77b1232606a1702d001ccc59637d01',
    );
  });

  it('is another one for each pepper, and never the digest itself', () => {
    const macs = [first, second].map((text) => readPeppers(text).mac(digest).mac.toString('hex'));
    expect(new Set([...macs, digest]).size).toBe(3);
  });
});

describe('a new pepper', () => {
  it('is used for what is new, wherever it stands in the list', () => {
    expect(readPeppers(`${first},${second}`).mac(digest).pepperVersion).toBe(2);
    expect(readPeppers(`${second},${first}`).mac(digest).pepperVersion).toBe(2);
    expect(readPeppers(`10:${key()},9:${key()}`).mac(digest).pepperVersion).toBe(10);
  });

  it('is known before it is used where a star says which one is', () => {
    const known = readPeppers(`${first.replace(':', '*:')},${second}`);
    const stored = readPeppers(`${first},${second}`).mac(digest);
    expect([known.mac(digest).pepperVersion, stored.pepperVersion]).toEqual([1, 2]);
    expect(known.matches(stored, digest)).toBe(true);
  });

  it('leaves what was stored under the older one good', () => {
    const stored = readPeppers(first).mac(digest);
    const both = readPeppers(`${first},${second}`);
    expect(both.matches(stored, digest)).toBe(true);
    expect(both.candidates(digest)).toContainEqual(stored);
  });
});

describe('a pepper that was taken away', () => {
  it('takes what was stored under it along', () => {
    const stored = readPeppers(first).mac(digest);
    const peppers = readPeppers(second);
    expect(peppers.matches(stored, digest)).toBe(false);
    expect(peppers.candidates(digest)).not.toContainEqual(stored);
  });
});

describe('a stored digest', () => {
  it.each([
    {
      change: (mac: Buffer) => Buffer.from(mac.map((byte, i) => (i === 31 ? byte ^ 1 : byte))),
      why: 'its last bit is another',
    },
    { change: (mac: Buffer) => mac.subarray(0, 31), why: 'it was cut short' },
    { change: () => Buffer.alloc(0), why: 'it is empty' },
  ])('does not match when $why', ({ change }) => {
    const peppers = readPeppers(first);
    const { mac, pepperVersion } = peppers.mac(digest);
    expect(peppers.matches({ mac, pepperVersion }, digest)).toBe(true);
    expect(peppers.matches({ mac: change(mac), pepperVersion }, digest)).toBe(false);
  });

  it('does not match under the name of another pepper', () => {
    const both = readPeppers(`${first},${second}`);
    expect(both.matches({ mac: both.mac(digest).mac, pepperVersion: 1 }, digest)).toBe(false);
  });
});

describe('a list of peppers', () => {
  const short = randomBytes(31).toString('base64');

  it.each([
    { text: '', why: 'it is empty' },
    { text: key(), why: 'there is no number' },
    { text: `0:${key()}`, why: 'numbers begin with 1' },
    { text: `-1:${key()}`, why: 'numbers have no sign' },
    { text: `01:${key()}`, why: 'numbers have one spelling' },
    { text: `1:${short}`, why: 'a key is shorter than 32 bytes' },
    { text: `1:`, why: 'a key is missing' },
    { text: `1:${key()};2:${key()}`, why: 'the separator is another' },
    { text: `1:${key()},`, why: 'nothing follows a comma' },
    { text: `1:${key()},1:${key()}`, why: 'two have one number' },
    { text: `1*:${key()},2*:${key()}`, why: 'two have a star' },
    { text: `1:${'*'.repeat(44)}`, why: 'a key is no base64' },
  ])('is refused without a word of it when $why', ({ text }) => {
    let complaint = '';
    try {
      readPeppers(text);
    } catch (error) {
      complaint = String(error);
    }
    expect(complaint).toBe('TypeError: not a list of numbered keys');
  });

  it('may be written with spaces, and in the URL-safe alphabet', () => {
    const urlSafe = randomBytes(32).toString('base64url');
    expect(readPeppers(` 1:${urlSafe} , 2:${key()} `).mac(digest).pepperVersion).toBe(2);
  });
});
