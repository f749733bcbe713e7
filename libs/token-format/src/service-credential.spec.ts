import { generateToken } from './generate.js';
import { parseToken } from './parse.js';
import { apitk, knownProfiles } from './profile.js';
import { generateServiceCredential, isServiceCredential } from './service-credential.js';

describe('a service’s credential', () => {
  const credential = generateServiceCredential();

  it('is known by its prefix and its checksum', () => {
    expect(credential).toMatch(/^lksvc_[0-9A-Za-z]{64}$/);
    expect(isServiceCredential(credential)).toBe(true);
    const swapped = `${credential.slice(0, -1)}${credential.endsWith('a') ? 'b' : 'a'}`;
    for (const other of [swapped, credential.slice(0, -1), `${credential} `, '', 'lksvc_']) {
      expect(isServiceCredential(other)).toBe(false);
    }
  });

  it('is no API token, and no API token is one', () => {
    expect(parseToken(credential, knownProfiles('acme'))).toBeNull();
    expect(isServiceCredential(generateToken(apitk))).toBe(false);
  });

  it('is never the same twice', () => {
    expect(new Set(Array.from({ length: 100 }, generateServiceCredential)).size).toBe(100);
  });
});
