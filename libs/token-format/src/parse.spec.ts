import { randomInt } from 'node:crypto';
import { generateToken } from './generate.js';
import { parseToken } from './parse.js';
import { apitk, charactersOf, customProfile, knownProfiles, whm, type FormatProfile } from './profile.js';

const custom = customProfile('acme');
const profiles = knownProfiles('acme');

const knownAnswer = {
  apitk: 'apitk_zyxwvutsrqponmlkjihgfedcbaZYXWVUTSRQPONMLKJIHGFEDCBA9876542dVVO5',
  custom: 'acme_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefgh4D1fBt',
  whm: 'whm_00112233445566778899aabbccddeeff',
};

describe('a valid token', () => {
  it.each([apitk, whm, custom])('of the profile $name is taken apart', (profile: FormatProfile) => {
    for (let i = 0; i < 200; i++) {
      const token = generateToken(profile);
      const prefix8 = token.slice(profile.prefix.length, profile.prefix.length + 8);
      expect(parseToken(token, profiles)).toEqual({ profile, prefix8 });
    }
  });

  it.each(Object.entries(knownAnswer))('issued years ago is still one: %s', (name, token) => {
    expect(parseToken(token, profiles)?.profile.name).toBe(name);
  });

  it('of a prefix that this deployment does not know is refused', () => {
    expect(parseToken(knownAnswer.custom, knownProfiles())).toBeNull();
    expect(parseToken(knownAnswer.custom, knownProfiles('other'))).toBeNull();
  });
});

describe('a mistyped token', () => {
  const typeable = Array.from(charactersOf.base62);
  const untypeable = Array.from(' _-+/.="\'\\\n\u0000é😀');
  const replaced = (text: string, at: number, by: string): string =>
    text.slice(0, at) + by + text.slice(at + 1);
  const other = (characters: readonly string[], than: string): string => {
    const choice = characters.filter((character) => character !== than);
    return choice[randomInt(choice.length)] ?? '';
  };
  /** Valid tokens to spoil; each is spoiled many times, at random places. */
  const tokens = Array.from({ length: 500 }, (_, i) => generateToken(i % 2 ? apitk : custom));
  const accepted = (spoil: (token: string) => string, times: number): string[] => {
    const passed: string[] = [];
    for (let i = 0; i < times; i++) {
      const token = tokens[i % tokens.length] ?? '';
      const spoiled = spoil(token);
      if (spoiled !== token && parseToken(spoiled, profiles)) passed.push(spoiled);
    }
    return passed;
  };

  it('is refused when one character is another of the alphabet', () => {
    const spoil = (token: string): string => {
      const at = randomInt(token.length);
      return replaced(token, at, other(typeable, token.charAt(at)));
    };
    expect(accepted(spoil, 60_000)).toEqual([]);
  });

  it('is refused when one character is of no alphabet', () => {
    const spoil = (token: string): string => replaced(token, randomInt(token.length), other(untypeable, '_'));
    expect(accepted(spoil, 20_000)).toEqual([]);
  });

  it('is refused when two neighbours have changed places, also across the border of the checksum', () => {
    const spoil = (token: string): string => {
      const at = randomInt(token.length - 1);
      return token.slice(0, at) + token.charAt(at + 1) + token.charAt(at) + token.slice(at + 2);
    };
    expect(accepted(spoil, 60_000)).toEqual([]);
  });

  it('is refused when a character is missing or doubled', () => {
    const at = (token: string): number => randomInt(token.length);
    expect(accepted((token) => replaced(token, at(token), ''), 10_000)).toEqual([]);
    expect(accepted((token) => replaced(token, at(token), 'aa'), 10_000)).toEqual([]);
  });
});

describe('garbage', () => {
  const hex = '0123456789abcdef0123456789abcdef';

  it.each`
    text                                      | why
    ${''}                                     | ${'it is empty'}
    ${'apitk_'}                               | ${'nothing follows the prefix'}
    ${hex}                                    | ${'it has no prefix'}
    ${'whm_a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6'} | ${'only hexadecimal is issued and accepted'}
    ${`whm_${hex.toUpperCase()}`}             | ${'only lower-case hexadecimal is'}
    ${`WHM_${hex}`}                           | ${'the prefix has a case'}
    ${`"whm_${hex}"`}                         | ${'it is quoted'}
    ${`whm_${hex} `}                          | ${'a space follows'}
    ${` whm_${hex}`}                          | ${'a space precedes'}
    ${`whm_${hex}\n`}                         | ${'a line break follows'}
    ${`Bearer whm_${hex}`}                    | ${'the scheme belongs to the header'}
    ${`whm_${hex}0`}                          | ${'it is too long'}
    ${`whm_${hex.slice(1)}`}                  | ${'it is too short'}
    ${`apitk_${hex}${hex}`}                   | ${'the checksum is made up'}
    ${`acme_${hex}00000000`}                  | ${'the checksum is made up'}
    ${`__proto___${hex}`}                     | ${'a property of every object is no profile'}
    ${`whm_${'\ud800'.repeat(32)}`}           | ${'it is not even Unicode'}
    ${`whm_${'０'.repeat(32)}`}               | ${'digits of another script are not ours'}
  `('is refused: $why', ({ text }: { text: string }) => {
    expect(parseToken(text, profiles)).toBeNull();
  });

  it('never makes parsing throw', () => {
    const pieces = ['apitk_', 'whm_', 'acme_', hex, '_', '\u0000', '\ud800', '😀', '"', 'é', '%5F', ' '];
    const parseAll = (): void => {
      for (let i = 0; i < 50_000; i++) {
        parseToken(
          Array.from({ length: randomInt(5) }, () => pieces[randomInt(pieces.length)]).join(''),
          profiles,
        );
      }
    };
    expect(parseAll).not.toThrow();
  });

  it('of a megabyte costs no more than garbage of a line', () => {
    const texts = ['a', '_', 'apitk_', 'whm_0'].map((piece) => piece.repeat(1_000_000 / piece.length));
    const started = performance.now();
    let accepted = 0;
    for (let i = 0; i < 20_000; i++) for (const text of texts) if (parseToken(text, profiles)) accepted++;
    expect(accepted).toBe(0);
    // Reading them would be 8 × 10¹⁰ characters: minutes, on any machine.
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
