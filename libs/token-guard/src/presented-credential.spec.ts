import { apitk, generateToken, knownProfiles, tokenDigest, whm } from '@latchkey/token-format';
import { presentedCredential, type PresentedCredential } from './presented-credential.js';

const profiles = knownProfiles('acme');
/** Nothing is remembered here. */
const nothing = (): boolean => false;
const token = generateToken(apitk);
const other = generateToken(whm);
const jwt = ['eyJhbGciOiJFZERTQSJ9', 'eyJzaWQiOiIxIn0', 'c2lnbmF0dXJl'].join('.');
const longJwt = ['eyJhbGciOiJFZERTQSJ9', 'x'.repeat(2_100), 'c2lnbmF0dXJl'].join('.');
const mistyped = token.slice(0, -1) + (token.endsWith('0') ? '1' : '0');

interface Headers {
  readonly authorization?: string[];
  readonly 'x-api-key'?: string[];
}

/** Secrets stay out of titles and failures: of a token only its name is told. */
const nameOf = (credential: PresentedCredential): string => {
  if (credential.kind !== 'token') return credential.kind;
  return credential.digest === tokenDigest(token)
    ? 'the token'
    : credential.digest === tokenDigest(other)
      ? 'the other token'
      : 'a stranger';
};
/** As Node has them: name after value, in whatever case they were sent. */
const raw = (headers: Headers): string[] =>
  Object.entries(headers).flatMap(([name, values]: [string, string[]]) =>
    values.flatMap((value, i) => ['Host', 'localhost', i % 2 ? name : name.toUpperCase(), value]),
  );
const presented = (headers: Headers): string =>
  nameOf(presentedCredential({ rawHeaders: raw(headers) }, profiles, nothing));

const bearer = (...values: string[]): Headers => ({ authorization: values });
const apiKey = (...values: string[]): Headers => ({ 'x-api-key': values });

describe('a token is taken from', () => {
  it.each([
    { headers: bearer(`Bearer ${token}`), why: 'that is the standard (K1)' },
    { headers: bearer(`bearer ${token}`), why: 'schemes have no case' },
    { headers: bearer(`BEARER ${token}`), why: 'schemes have no case' },
    { headers: bearer(`bEaReR ${token}`), why: 'schemes have no case' },
    { headers: apiKey(token), why: 'X-API-Key is the other way, for every profile (W3)' },
    { headers: { ...bearer(`Bearer ${token}`), ...apiKey(token) }, why: 'both say the same' },
    { headers: bearer(`Bearer ${token}`, `Bearer ${token}`), why: 'a header sent twice says the same' },
    { headers: apiKey(token, token), why: 'X-API-Key sent twice says the same' },
    { headers: { ...bearer('Basic dXNlcjpwdw=='), ...apiKey(token) }, why: 'Basic is for a proxy before us' },
    { headers: { ...bearer('Bearer'), ...apiKey(token) }, why: 'an empty Bearer presents nothing' },
    { headers: { ...bearer(`Bearer ${token}`), ...apiKey('') }, why: 'an empty X-API-Key presents nothing' },
  ])('its headers: $why', ({ headers }) => {
    expect(presented(headers)).toBe('the token');
  });

  it('a header for every profile', () => {
    expect(presented(bearer(`Bearer ${other}`))).toBe('the other token');
    expect(presented(apiKey(other))).toBe('the other token');
  });
});

describe('nothing is presented by', () => {
  it.each([
    { headers: {}, why: 'there is no header' },
    { headers: bearer('Bearer'), why: 'an empty Bearer presents nothing' },
    { headers: apiKey(''), why: 'an empty X-API-Key presents nothing' },
    { headers: bearer('Basic dXNlcjpwdw=='), why: 'Basic is not for us' },
    { headers: bearer('Bearerish x'), why: 'another scheme may begin like ours' },
    { headers: bearer(token), why: 'a token without a scheme is a scheme that nobody knows' },
  ])('a request where $why', ({ headers }) => {
    expect(presented(headers)).toBe('none');
  });
});

describe('a credential is malformed', () => {
  it.each([
    { headers: bearer(`Bearer  ${token}`), why: 'there are two spaces (K5)' },
    { headers: bearer(`Bearer\t${token}`), why: 'a tab is not a space' },
    { headers: bearer(`Bearer ${token} `), why: 'a space follows' },
    { headers: bearer(`Bearer "${token}"`), why: 'it is quoted (K5)' },
    { headers: bearer(`Bearer '${token}'`), why: 'it is quoted (K5)' },
    { headers: bearer(`Bearer ${token}, Bearer ${token}`), why: 'a proxy folded two headers into one' },
    { headers: bearer(`Bearer Bearer ${token}`), why: 'the scheme stands twice' },
    { headers: bearer(`Bearer ${mistyped}`), why: 'its checksum is wrong (P8)' },
    { headers: bearer(`Bearer ${'x'.repeat(100_000)}`), why: 'it is endless' },
    { headers: bearer(`Bearer 17|${'x'.repeat(100_000)}`), why: 'it is endless behind a pipe' },
    { headers: bearer(`Bearer |${'x'.repeat(40)}`), why: 'a pipe leads it' },
    { headers: bearer('Bearer 1|2|3'), why: 'it is three numbers' },
    { headers: bearer(`Bearer 1|2|${'x'.repeat(40)}`), why: 'there are two pipes' },
    { headers: bearer(`Bearer 17|${'x'.repeat(39)}+`), why: 'no alphabet has a plus' },
    { headers: bearer(`Bearer 17|${'x'.repeat(39)}\u00e9`), why: 'it is not ASCII' },
    { headers: bearer(`Bearer 17|${'x'.repeat(15)}`), why: 'no shape is that short' },
    { headers: bearer(`Bearer 17| ${'x'.repeat(40)}`), why: 'a space follows the pipe' },
    { headers: { ...bearer(`Bearer 17|${'x'.repeat(40)}`), ...apiKey(token) }, why: 'the two differ (D2)' },
    { headers: bearer(`Bearer ${longJwt}`), why: 'no access token is that long' },
    { headers: bearer('Bearer eyJ.x.y'), why: 'a JWT has something in its header' },
    { headers: apiKey(`Bearer ${token}`), why: 'X-API-Key knows no scheme' },
    { headers: apiKey(` ${token}`), why: 'a space goes before' },
    { headers: apiKey(jwt), why: 'an access token is a bearer token only' },
    { headers: { ...bearer(`Bearer ${jwt}`), ...apiKey(jwt) }, why: 'X-API-Key is for tokens' },
    { headers: { ...bearer(`Bearer ${token}`), ...apiKey(other) }, why: 'the two headers differ (D2)' },
    { headers: { ...bearer(`Bearer  ${token}`), ...apiKey(token) }, why: 'one of the two is malformed' },
    {
      headers: { ...bearer(`Bearer ${jwt}`), ...apiKey(token) },
      why: 'a session and a token are two callers',
    },
    { headers: bearer(`Bearer ${token}`, `Bearer ${other}`), why: 'a header sent twice differs' },
    { headers: bearer(`Bearer ${token}`, `Bearer  ${token}`), why: 'a header sent twice is once malformed' },
    { headers: apiKey(token, other), why: 'X-API-Key sent twice differs' },
  ])('when $why', ({ headers }) => {
    expect(presented(headers)).toBe('malformed');
  });
});

describe('a token that is remembered', () => {
  it('is not read again: only what is well formed was ever asked about', () => {
    const asked: string[] = [];
    const remembered = (digest: string): boolean => {
      asked.push(digest);
      return digest === tokenDigest(mistyped);
    };
    const kindOf = (text: string): string =>
      presentedCredential({ rawHeaders: raw(bearer(`Bearer ${text}`)) }, profiles, remembered).kind;
    expect([kindOf(mistyped), kindOf(token), kindOf(token.slice(1))]).toEqual(['token', 'token', 'foreign']);
    // What has neither prefix nor length of a token is not even digested.
    expect(asked).toEqual([mistyped, token].map(tokenDigest));
  });
});

describe('a session', () => {
  it('is presented by an access token behind Bearer, which is handed on as it came', () => {
    const headers = bearer(`bearer ${jwt}`);
    expect(presentedCredential({ rawHeaders: raw(headers) }, profiles, nothing)).toEqual({
      kind: 'session',
      accessToken: jwt,
    });
  });

  it('is presented beside an empty X-API-Key too, which presents nothing', () => {
    expect(presented({ ...bearer(`Bearer ${jwt}`), ...apiKey('') })).toBe('session');
  });
});

describe('a credential may be a token that another system issued', () => {
  it.each([
    { text: `17|${'aB3'.repeat(14)}`, why: 'it is digits, a pipe and a secret (D18)' },
    { text: 'shop_3mJr7AoUXx2Wqd', why: 'it is a prefix and a secret' },
    { text: token.replace('apitk', 'apitj'), why: 'this deployment does not know its prefix' },
    { text: token.toUpperCase(), why: 'its letters have another case' },
    { text: `${token}x`, why: 'it is one character too long for one of ours' },
    { text: token.slice(0, -1), why: 'it is one character too short for one of ours' },
  ])('when $why: in either header, and it is handed on as it came', ({ text }) => {
    const foreign = { kind: 'foreign', text };
    expect(presentedCredential({ rawHeaders: raw(bearer(`Bearer ${text}`)) }, profiles, nothing)).toEqual(
      foreign,
    );
    expect(presentedCredential({ rawHeaders: raw(apiKey(text)) }, profiles, nothing)).toEqual(foreign);
  });
});
