import { customProfile, apitk, knownProfiles, whm } from './profile.js';
import { ForeignShapes, mayBeForeign, ownFormatLike, type ForeignShape } from './foreign-shapes.js';
import { generateToken } from './generate.js';

const profiles = knownProfiles('acme');
const unkey: ForeignShape = { prefix: 'shop_', length: 22, alphabet: 'base58', of: 'whole' };
const sanctum: ForeignShape = { prefix: '', length: 40, alphabet: 'base62', of: 'after-pipe' };
const shapes = new ForeignShapes([unkey, sanctum]);
const base58 = 'Hx7BcEfGhJkLmNpQrStUvW';
const base62 = '0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0uV1wX2yZ3';

describe('a token of another system', () => {
  it('is hashed whole, where its system did so', () => {
    expect(shapes.match(`shop_${base58}`)).toBe(`shop_${base58}`);
  });

  it.each(['1', '17', '18446744073709551615'])('is hashed after the pipe, behind %s', (id) => {
    expect(shapes.match(`${id}|${base62}`)).toBe(base62);
  });

  it('may have a prefix behind the pipe, which is hashed with the rest', () => {
    const prefixed = new ForeignShapes([{ ...sanctum, prefix: 'lara-' }]);
    expect(prefixed.match(`17|lara-${base62}`)).toBe(`lara-${base62}`);
    expect(prefixed.match(`17|${base62}`)).toBeNull();
  });

  it('has the alphabet of its own prefix, where several are as long', () => {
    const both = new ForeignShapes([
      { prefix: 'a_', length: 20, alphabet: 'hex', of: 'whole' },
      { prefix: 'abc_', length: 18, alphabet: 'base62', of: 'whole' },
      { prefix: '', length: 22, alphabet: 'base58', of: 'whole' },
    ]);
    expect(both.match(`a_${'0'.repeat(20)}`)).not.toBeNull();
    expect(both.match(`a_${'z'.repeat(20)}`)).toBeNull();
    expect(both.match(`abc_${'0z'.repeat(9)}`)).not.toBeNull();
    expect(both.match('2'.repeat(22))).not.toBeNull();
    expect(both.match('0'.repeat(22))).toBeNull();
  });

  it.each<{ alphabet: ForeignShape['alphabet']; last: string; not: string }>([
    { alphabet: 'hex', last: 'f', not: 'gF' },
    { alphabet: 'base58', last: 'z', not: '0OIl_' },
    { alphabet: 'base62', last: '0', not: '_-+' },
    { alphabet: 'base64url', last: '_', not: '+/=.~|' },
  ])('is written in $alphabet from its first character to its last', ({ alphabet, last, not }) => {
    const one = new ForeignShapes([{ prefix: '', length: 16, alphabet, of: 'whole' }]);
    const good = `${'2'.repeat(15)}${last}`;
    expect(one.match(good)).toBe(good);
    for (const wrong of not) {
      expect(one.match(`${wrong}${'2'.repeat(15)}`)).toBeNull();
      expect(one.match(`${'2'.repeat(15)}${wrong}`)).toBeNull();
    }
  });

  it('may be as long as a shape may say', () => {
    const [prefix, digits] = ['p'.repeat(32), '9'.repeat(20)];
    const long = new ForeignShapes([{ prefix, length: 256, alphabet: 'hex', of: 'after-pipe' }]);
    expect(long.match(`${digits}|${prefix}${'0'.repeat(256)}`)).toBe(`${prefix}${'0'.repeat(256)}`);
  });
});

describe('no token of a listed shape is', () => {
  it.each([
    ['of another length', `shop_${base58}x`],
    ['of another length', `shop_${base58.slice(1)}`],
    ['of another prefix', `shop-${base58}`],
    ['of a prefix in another case', `Shop_${base58}`],
    ['of another alphabet', `shop_0${base58.slice(1)}`],
    ['without its pipe', base62],
    ['behind a pipe that does not belong to it', `17|shop_${base58}`],
    ['led by a pipe', `|${base62}`],
    ['behind two pipes', `1|2|${base62.slice(2)}`],
    ['behind no number', `a|${base62}`],
    ['behind a signed number', `+1|${base62}`],
    ['behind a negative number', `-1|${base62}`],
    ['behind a number that is longer than any', `${'1'.repeat(21)}|${base62}`],
    ['behind digits of another script', `١٧|${base62}`],
    ['with a plus', `17|+${base62.slice(1)}`],
    ['of letters that are none of ASCII', `17|é${base62.slice(1)}`],
    ['of halves of letters', `17|\ud83d${base62.slice(1)}`],
    ['followed by a space', `17|${base62} `],
    ['followed by a line', `17|${base62}\n`],
    ['three numbers', '1|2|3'],
    ['empty', ''],
    ['a pipe', '|'],
    ['endless', 'x'.repeat(100_000)],
    ['endless digits', '1'.repeat(100_000)],
    ['endless behind a pipe', `17|${'x'.repeat(100_000)}`],
    ['endless pipes', '|'.repeat(100_000)],
  ])('one %s', (_, text) => {
    expect(shapes.match(text)).toBeNull();
  });

  it('any, where there is no shape', () => {
    expect(new ForeignShapes([]).match(`shop_${base58}`)).toBeNull();
  });

  it('found in more than one pass, however many shapes there are', () => {
    const many = Array.from({ length: 10_000 }, (_, n): ForeignShape => {
      const prefix = `${n}`.padStart(5, '0').repeat(1 + (n % 6));
      return {
        prefix,
        length: 288 - prefix.length > 256 ? 256 : 288 - prefix.length,
        alphabet: 'hex',
        of: 'whole',
      };
    });
    const list = new ForeignShapes(many);
    const hostile = `${'0'.repeat(287)}g`.slice(0, 261);
    const began = performance.now();
    for (let n = 0; n < 10_000; n++) list.match(`${'0'.repeat(260)}${n % 2}`);
    for (let n = 0; n < 10_000; n++) list.match(hostile);
    // A pass takes microseconds: ten thousand shapes looked at one by one would take minutes.
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});

describe('before the shapes are known', () => {
  it.each([
    ['a token of a system like Unkey', `shop_${base58}`, true],
    ['a token of Sanctum', `17|${base62}`, true],
    ['the shortest that a shape may say', 'x'.repeat(16), true],
    ['a shorter one', 'x'.repeat(15), false],
    ['the longest', 'x'.repeat(288), true],
    ['a longer one', 'x'.repeat(289), false],
    ['a longer one behind digits', `1|${'x'.repeat(289)}`, false],
    ['one with a sign that no alphabet has', `shop.${base58}`, false],
    ['one behind two pipes', `1|2|${base62}`, false],
    ['one led by a pipe', `|${base62}`, false],
    ['one with letters that are none of ASCII', `shop_é${base58}`, false],
    ['an endless one', 'x'.repeat(100_000), false],
  ])('%s: %#', (_, text, expected) => {
    expect(mayBeForeign(text, profiles)).toBe(expected);
  });

  it('a mistyped token of our own is none', () => {
    for (const profile of [apitk, whm, customProfile('acme')]) {
      const token = generateToken(profile);
      expect(mayBeForeign(`${token.slice(0, -1)}_`, profiles)).toBe(false);
      expect(mayBeForeign(`${token}0`, profiles)).toBe(true);
    }
  });
});

describe('a shape that tokens of our own have too', () => {
  it.each<Partial<ForeignShape> & { own: string | null }>([
    { prefix: 'apitk_', length: 64, alphabet: 'base62', own: 'apitk' },
    { prefix: 'apitk_', length: 64, alphabet: 'hex', own: 'apitk' },
    { prefix: 'apitk_ab', length: 62, alphabet: 'base62', own: 'apitk' },
    { prefix: 'api', length: 67, alphabet: 'base64url', own: 'apitk' },
    { prefix: '', length: 70, alphabet: 'base64url', own: 'apitk' },
    { prefix: 'whm_', length: 32, alphabet: 'base58', own: 'whm' },
    { prefix: 'acme_', length: 40, alphabet: 'base62', own: 'custom' },
    { prefix: 'lksvc_', length: 64, alphabet: 'base62', own: 'service' },
    { prefix: '', length: 70, alphabet: 'base62', own: null },
    { prefix: 'apitk_', length: 63, alphabet: 'base62', own: null },
    { prefix: 'apitk_-', length: 63, alphabet: 'base62', own: null },
    { prefix: 'whm_g', length: 31, alphabet: 'base62', own: null },
    { prefix: 'apitj_', length: 64, alphabet: 'base62', own: null },
    { prefix: 'apitk_', length: 64, alphabet: 'base62', of: 'after-pipe', own: null },
  ])('is told: $prefix, $length of $alphabet, $of', ({ own, ...terms }) => {
    const shape: ForeignShape = { prefix: '', length: 16, alphabet: 'hex', of: 'whole', ...terms };
    expect(ownFormatLike(shape, profiles)?.name ?? null).toBe(own);
  });
});
