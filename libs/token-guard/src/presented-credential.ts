import { parseToken, type ProfileSet, type TokenDigest, tokenDigest } from '@latchkey/token-format';
import { type IncomingMessage } from 'node:http';

/** What a request brings, before anybody has been asked about it. */
export type PresentedCredential =
  | { readonly kind: 'none' }
  /** Cannot be a credential of ours; refused here, with no I/O (promise P8). */
  | { readonly kind: 'malformed' }
  | { readonly kind: 'token'; readonly digest: TokenDigest }
  | { readonly kind: 'session'; readonly accessToken: string };

const NONE: PresentedCredential = { kind: 'none' };
const MALFORMED: PresentedCredential = { kind: 'malformed' };

/** The scheme in any case, then exactly one space (D2, K5). */
const BEARER = /^bearer (\S+)$/i;
const IS_BEARER = /^bearer(\s|$)/i;
const JWT = /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/;
const LONGEST_JWT = 2_048;

/**
 * `Authorization: Bearer` and `X-API-Key`, for every profile (D2). Two different credentials in one request are
 * none: a proxy and this service must not take different ones for the caller. Never a query string.
 */
export function presentedCredential(
  request: Pick<IncomingMessage, 'headersDistinct'>,
  profiles: ProfileSet,
): PresentedCredential {
  const { authorization = [], 'x-api-key': apiKeyHeaders = [] } = request.headersDistinct;
  const apiKeys = apiKeyHeaders.filter((value) => value !== '');
  const bearers = authorization.filter((value) => IS_BEARER.test(value) && !/^bearer$/i.test(value));
  const texts = new Set<string | undefined>([...bearers.map((value) => BEARER.exec(value)?.[1]), ...apiKeys]);
  if (texts.size === 0) return NONE;
  const [text] = texts;
  if (texts.size > 1 || text === undefined) return MALFORMED;
  if (parseToken(text, profiles)) return { kind: 'token', digest: tokenDigest(text) };
  const isSession = apiKeys.length === 0 && text.length <= LONGEST_JWT && JWT.test(text);
  return isSession ? { kind: 'session', accessToken: text } : MALFORMED;
}
