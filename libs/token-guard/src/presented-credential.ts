import {
  claimedProfile,
  isWellFormed,
  mayBeForeign,
  type ProfileSet,
  type TokenDigest,
  tokenDigest,
} from '@latchkey/token-format';
import { type IncomingMessage } from 'node:http';

/** What a request brings, before anybody has been asked about it. */
export type PresentedCredential =
  | { readonly kind: 'none' }
  /** Cannot be a credential of ours; refused here, with no I/O (promise P8). */
  | { readonly kind: 'malformed' }
  | { readonly kind: 'token'; readonly digest: TokenDigest }
  | { readonly kind: 'session'; readonly accessToken: string }
  /** Not of a format of ours; it may be a token that another system issued, and a workspace imported (D18). */
  | { readonly kind: 'foreign'; readonly text: string };

const NONE: PresentedCredential = { kind: 'none' };
const MALFORMED: PresentedCredential = { kind: 'malformed' };

const AUTHORIZATION = 'authorization';
const API_KEY = 'x-api-key';
const BEARER = 'bearer';
const JWT = /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/;
const LONGEST_JWT = 2_048;

/**
 * `Authorization: Bearer` and `X-API-Key`, for every profile (D2). Two different credentials in one request are
 * none: a proxy and this service must not take different ones for the caller. Never a query string.
 * @param isKnown Whether something is remembered by this digest. Then what it is of was well formed when it was asked
 *   about, and is not read again: that costs as much as the digest does (promise P11).
 */
export function presentedCredential(
  { rawHeaders }: Pick<IncomingMessage, 'rawHeaders'>,
  profiles: ProfileSet,
  isKnown: (digest: TokenDigest) => boolean,
): PresentedCredential {
  let presented: string | undefined;
  let isApiKey = false;
  // As they came, name after value: Node folds a header that is sent twice, and makes the rest when it is asked.
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? '';
    const value = rawHeaders[i + 1] ?? '';
    let text: string | null = null;
    if (isNamed(name, AUTHORIZATION)) {
      text = bearerIn(value);
    } else if (isNamed(name, API_KEY) && value !== '') {
      text = value;
      isApiKey = true;
    }
    if (text === null) continue;
    if (presented !== undefined && presented !== text) return MALFORMED;
    presented = text;
  }
  if (presented === undefined) return NONE;
  const profile = claimedProfile(presented, profiles);
  if (profile) {
    const digest = tokenDigest(presented);
    return isKnown(digest) || isWellFormed(presented, profile) ? { kind: 'token', digest } : MALFORMED;
  }
  const isSession = !isApiKey && presented.length <= LONGEST_JWT && JWT.test(presented);
  if (isSession) return { kind: 'session', accessToken: presented };
  return mayBeForeign(presented, profiles) ? { kind: 'foreign', text: presented } : MALFORMED;
}

/** Names have no case; most differ in length already. */
const isNamed = (name: string, wanted: string): boolean =>
  name.length === wanted.length && (name === wanted || name.toLowerCase() === wanted);

/**
 * What stands in the place of a token, behind the scheme in any case and exactly one space (D2, K5); null where another
 * scheme is used, or nothing follows. Nothing that is not a token passes for one later: no need to look at it here.
 */
function bearerIn(value: string): string | null {
  if (value.length <= BEARER.length || value.slice(0, BEARER.length).toLowerCase() !== BEARER) return null;
  const separator = value.charAt(BEARER.length);
  if (separator === ' ') return value.slice(BEARER.length + 1);
  return /\s/.test(separator) ? '' : null;
}
