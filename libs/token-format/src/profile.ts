export type Alphabet = 'base62' | 'hex';

/** What a token looks like. Everything that issues, checks or redacts tokens reads it from here. */
export interface FormatProfile {
  readonly name: string;
  /** With its underscore. */
  readonly prefix: string;
  readonly alphabet: Alphabet;
  /** Characters after the prefix, the checksum included. */
  readonly length: number;
  readonly checksum: boolean;
}

/** Digits come first, so that a number padded with zeros is padded with its own zero digit. */
export const charactersOf: Record<Alphabet, string> = {
  base62: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
  hex: '0123456789abcdef',
};

/** 58 random characters (345 bits) and a checksum. */
export const apitk: FormatProfile = Object.freeze({
  name: 'apitk',
  prefix: 'apitk_',
  alphabet: 'base62',
  length: 64,
  checksum: true,
});

/** 128 random bits. No checksum: the format is fixed by the tokens that exist already. */
export const whm: FormatProfile = Object.freeze({
  name: 'whm',
  prefix: 'whm_',
  alphabet: 'hex',
  length: 32,
  checksum: false,
});

const shipped = [apitk, whm];

/** An internal service's own credential. In no `ProfileSet`: it is never taken for an API token. */
export const serviceCredential: FormatProfile = Object.freeze({
  name: 'service',
  prefix: 'lksvc_',
  alphabet: 'base62',
  length: 64,
  checksum: true,
});

/**
 * The deployer's own prefix, given without its underscore: 34 random characters (202 bits) and a checksum.
 * @throws RangeError if the prefix breaks a rule; the message tells the rule.
 */
export const customProfile = (prefix: string): FormatProfile => {
  if (!/^[a-z][a-z0-9]{1,15}$/.test(prefix)) {
    throw new RangeError(
      'a token prefix is a lower-case letter followed by 1 to 15 lower-case letters or digits, without the underscore',
    );
  }
  const taken = [...shipped, serviceCredential].find((profile) => profile.prefix === `${prefix}_`);
  if (taken) throw new RangeError(`the token prefix "${prefix}" belongs to the profile "${taken.name}"`);
  return Object.freeze({
    name: 'custom',
    prefix: `${prefix}_`,
    alphabet: 'base62',
    length: 40,
    checksum: true,
  });
};

/** The profiles one deployment accepts. A token's profile is known from its prefix alone. */
export class ProfileSet {
  private readonly byPrefix: ReadonlyMap<string, FormatProfile>;
  private readonly byName: ReadonlyMap<string, FormatProfile>;
  private readonly longestPrefix: number;

  constructor(profiles: readonly FormatProfile[]) {
    this.byPrefix = new Map(profiles.map((profile) => [profile.prefix, profile]));
    this.byName = new Map(profiles.map((profile) => [profile.name, profile]));
    if (this.byPrefix.size < profiles.length) throw new RangeError('two token profiles share a prefix');
    if (this.byName.size < profiles.length) throw new RangeError('two token profiles share a name');
    this.longestPrefix = Math.max(0, ...profiles.map((profile) => profile.prefix.length));
  }

  /** The profile that a presented text claims by its prefix. Looks no further than a prefix can reach. */
  find(text: string): FormatProfile | null {
    const start = text.slice(0, this.longestPrefix);
    return this.byPrefix.get(start.slice(0, start.indexOf('_') + 1)) ?? null;
  }

  get names(): string[] {
    return [...this.byName.keys()];
  }

  named(name: string): FormatProfile | null {
    return this.byName.get(name) ?? null;
  }
}

/** The shipped profiles, and the deployer's own if there is one. */
export const knownProfiles = (customPrefix?: string): ProfileSet =>
  new ProfileSet(customPrefix === undefined ? shipped : [...shipped, customProfile(customPrefix)]);
