import { apitk, customProfile, knownProfiles, ProfileSet, whm } from './profile.js';

describe('a custom profile', () => {
  it('has the deployer’s prefix, 40 base62 characters and a checksum', () => {
    expect(customProfile('acme')).toEqual({
      name: 'custom',
      prefix: 'acme_',
      alphabet: 'base62',
      length: 40,
      checksum: true,
    });
  });

  it.each(['ab', 'a1', 'abcdefghij123456'])('may be called %s', (prefix) => {
    expect(customProfile(prefix).prefix).toBe(`${prefix}_`);
  });

  it.each`
    prefix                 | why
    ${''}                  | ${'it is empty'}
    ${'a'}                 | ${'it is too short'}
    ${'abcdefghij1234567'} | ${'it is too long'}
    ${'1ab'}               | ${'it starts with a digit'}
    ${'Acme'}              | ${'it holds a capital'}
    ${'ac_me'}             | ${'the underscore ends a prefix'}
    ${'acme_'}             | ${'the underscore is not part of what is given'}
    ${'ac-me'}             | ${'a hyphen stops a double click from selecting a token'}
    ${'acme\n'}            | ${'a line break is not a letter'}
    ${'acmé'}              | ${'it must survive every encoding'}
  `('refuses "$prefix", because $why', ({ prefix }: { prefix: string }) => {
    expect(() => customProfile(prefix)).toThrow(/^a token prefix is a lower-case letter followed by/);
  });

  it.each(['apitk', 'whm'])('may not take the shipped prefix %s', (prefix) => {
    expect(() => customProfile(prefix)).toThrow(
      new RangeError(`the token prefix "${prefix}" belongs to the profile "${prefix}"`),
    );
  });

  it('may not take the prefix of services’ credentials', () => {
    expect(() => customProfile('lksvc')).toThrow('belongs to the profile "service"');
  });
});

describe('the known profiles', () => {
  it.each`
    text              | found        | why
    ${'apitk_'}       | ${'apitk'}   | ${'the prefix alone tells'}
    ${'whm_anything'} | ${'whm'}     | ${'what follows is not looked at'}
    ${'acme_x'}       | ${'custom'}  | ${'the deployer added it'}
    ${'whm'}          | ${undefined} | ${'the underscore is missing'}
    ${'WHM_'}         | ${undefined} | ${'the case differs'}
    ${' whm_'}        | ${undefined} | ${'a space comes first'}
    ${'_'}            | ${undefined} | ${'there is no prefix'}
    ${''}             | ${undefined} | ${'there is nothing'}
    ${'constructor_'} | ${undefined} | ${'a property of every object is no profile'}
    ${'xapitk_'}      | ${undefined} | ${'a prefix starts where the text starts'}
  `('find $found in "$text", because $why', ({ text, found }: { text: string; found?: string }) => {
    expect(knownProfiles('acme').find(text)?.name).toBe(found);
  });

  it('are the two shipped ones when the deployer adds none', () => {
    const profiles = knownProfiles();
    expect(profiles.named('apitk')).toBe(apitk);
    expect(profiles.named('whm')).toBe(whm);
    expect(profiles.named('custom')).toBeNull();
  });

  it('cannot hold two profiles that a prefix or a name would confuse', () => {
    expect(() => new ProfileSet([apitk, { ...whm, prefix: 'apitk_' }])).toThrow('share a prefix');
    expect(() => new ProfileSet([apitk, { ...whm, name: 'apitk' }])).toThrow('share a name');
  });

  it('cannot be changed by whoever holds one', () => {
    expect(Object.isFrozen(apitk) && Object.isFrozen(whm) && Object.isFrozen(customProfile('acme'))).toBe(
      true,
    );
  });
});
