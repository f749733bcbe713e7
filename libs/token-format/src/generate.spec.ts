import { randomBytes } from 'node:crypto';
import { generateToken } from './generate.js';
import { apitk, charactersOf, customProfile, whm, type FormatProfile } from './profile.js';
import { randomCharacters } from './random-characters.js';

const custom = customProfile('acme');

/**
 * The χ² value that a fair generator exceeds with a probability of 10⁻⁸ (Wilson and Hilferty's approximation).
 * A run looks at some 130 positions, so a false alarm is expected once in a million runs.
 */
const alarm = (kinds: number): number => {
  const freedom = kinds - 1;
  const z = 5.612;
  return freedom * (1 - 2 / (9 * freedom) + z * Math.sqrt(2 / (9 * freedom))) ** 3;
};

/** The positions at which some characters come up more often than chance allows. */
const biasedPositions = (texts: readonly string[], characters: string): number[] => {
  const expected = texts.length / characters.length;
  const positions = Array.from({ length: texts[0]?.length ?? 0 }, (_, position) => position);
  return positions.filter((position) => {
    const counts = new Map(Array.from(characters, (character) => [character, 0]));
    for (const text of texts) {
      const character = text.charAt(position);
      counts.set(character, (counts.get(character) ?? 0) + 1);
    }
    const chiSquared = [...counts.values()].reduce(
      (sum, count) => sum + (count - expected) ** 2 / expected,
      0,
    );
    return counts.size > characters.length || chiSquared > alarm(characters.length);
  });
};

const many = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);

describe('a generated token', () => {
  it.each`
    profile   | shape
    ${apitk}  | ${/^apitk_[0-9A-Za-z]{64}$/}
    ${whm}    | ${/^whm_[0-9a-f]{32}$/}
    ${custom} | ${/^acme_[0-9A-Za-z]{40}$/}
  `('has the shape $shape', ({ profile, shape }: { profile: FormatProfile; shape: RegExp }) => {
    expect(many(2_000, () => generateToken(profile)).filter((token) => !shape.test(token))).toEqual([]);
  });

  it('is never seen twice', () => {
    expect(new Set(many(100_000, () => generateToken(apitk))).size).toBe(100_000);
  });

  it.each`
    profile   | random
    ${apitk}  | ${58}
    ${whm}    | ${32}
    ${custom} | ${34}
  `(
    'has $random characters that are each equally likely',
    ({ profile, random }: { profile: FormatProfile; random: number }) => {
      const bodies = many(20_000, () => generateToken(profile).slice(profile.prefix.length).slice(0, random));
      expect(bodies[0]).toHaveLength(random);
      expect(biasedPositions(bodies, charactersOf[profile.alphabet])).toEqual([]);
    },
  );
});

describe('the check for bias', () => {
  const { base62 } = charactersOf;

  it('finds a byte taken modulo 62, which is what rejection sampling avoids', () => {
    const careless = (): string => [...randomBytes(58)].map((byte) => base62.charAt(byte % 62)).join('');
    expect(biasedPositions(many(20_000, careless), base62).length).toBeGreaterThan(40);
  });

  it('finds one position in which one character never comes', () => {
    const texts = many(20_000, () => randomCharacters(base62, 10).replace(/^(...)z/, '$1y'));
    expect(biasedPositions(texts, base62)).toEqual([3]);
  });
});

describe('random characters', () => {
  it('come from the bytes below the last whole multiple only, and the others are drawn again', () => {
    const draws = [Buffer.from([248, 255, 0, 251]), Buffer.from([254, 61, 62, 247])];
    const text = randomCharacters(charactersOf.base62, 4, () => draws.shift() ?? Buffer.from([1]));
    expect(text).toBe('0z0z');
  });

  it('use every byte when the alphabet divides 256', () => {
    const asked: number[] = [];
    const draw = (size: number): Buffer => {
      asked.push(size);
      return Buffer.alloc(size, 255);
    };
    expect(randomCharacters(charactersOf.hex, 32, draw)).toBe('f'.repeat(32));
    expect(asked).toEqual([32]);
  });
});
