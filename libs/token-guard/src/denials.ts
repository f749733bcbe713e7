import { HttpException } from '@nestjs/common';
import { type Denial } from './decision.js';
import { type Instant } from './lease/clock.js';
import { type RateState } from './limits/limit-outcome.js';
import { deeper } from './routes/shallow-pattern.js';

export interface HttpDenial {
  readonly status: number;
  readonly message: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Of a refusal by route: the action path that was asked for, and what would cover it. */
const HINT = 'x-token-hint';
const REALM = 'Bearer realm="latchkey"';
export const SENT_IN_THE_CLEAR =
  'This was sent over plain HTTP, where others can read it: replace the credential, and use https';
const INSUFFICIENT = `${REALM}, error="insufficient_scope"`;

/** 401, 403, 429 and 503 are made here and nowhere else: the bodies are promised to the byte (D12), the headers are RFC 6750's. */
export function inHttp(denial: Denial): HttpDenial {
  switch (denial.reason) {
    case 'missing':
      // RFC 6750, 3.1: without credentials no error code.
      return { status: 401, message: 'API token is required', headers: { 'www-authenticate': REALM } };
    case 'invalid':
      return {
        status: 401,
        message: 'Invalid API token',
        headers: { 'www-authenticate': `${REALM}, error="invalid_token"` },
      };
    case 'exposed':
      return { status: 403, message: SENT_IN_THE_CLEAR, headers: {} };
    case 'unavailable':
      return { status: 503, message: 'Service temporarily unavailable', headers: { 'retry-after': '1' } };
    case 'ability':
      return forbidden(
        `Token does not have the required ability: ${denial.ability}`,
        `${INSUFFICIENT}, scope="${denial.ability}"`,
      );
    case 'unlisted':
      return forbidden('Token is restricted to abilities, and none covers this route');
    case 'route':
      return forbidden(
        `Token is not allowed to call this route: ${denial.path}`,
        INSUFFICIENT,
        hintOn(denial),
      );
    case 'permission':
      return forbidden(
        `${denial.of === 'token' ? 'Token owner' : 'Operator'} does not have the required permission: ${denial.permission}`,
      );
    case 'operators_only':
      return forbidden('Tokens cannot manage tokens');
    case 'throttled':
      return tooMany('Too many invalid attempts', denial.retryAfter);
    case 'limited':
      return tooMany('Rate limit exceeded', denial.retryAfter, denial.rate);
    case 'quota':
      return tooMany('Monthly quota exceeded', denial.retryAfter, denial.rate);
  }
}

/** What is left, for the response of a token that has limits. @param at Now, if somebody has just looked. */
export function rateHeaders(
  rate: RateState,
  at?: Instant,
): { 'ratelimit-policy': string; ratelimit: string } | null {
  const { policy } = rate;
  const remaining = policy === null ? null : rate.remaining(at);
  return policy === null || remaining === null ? null : { 'ratelimit-policy': policy, ratelimit: remaining };
}

const tooMany = (message: string, retryAfter: number, rate?: RateState): HttpDenial => ({
  status: 429,
  message,
  headers: { ...(rate && rateHeaders(rate)), 'retry-after': String(retryAfter) },
});

const forbidden = (message: string, challenge = INSUFFICIENT, hint?: string): HttpDenial => ({
  status: 403,
  message,
  headers: { 'www-authenticate': challenge, ...(hint !== undefined && { [HINT]: hint }) },
});

/** Beside the body, which is promised to the byte: what whoever mends the token needs to know (C17). */
function hintOn({ path, shallow }: Extract<Denial, { reason: 'route' }>): string {
  const asked = `asked for ${path}`;
  if (shallow === null) return asked;
  return `${asked}; ${inHeader(shallow)} covers one level only, ${inHeader(deeper(shallow))} would cover it`;
}

/** A route may hold any letter, and a header none but those of ASCII. Stars and slashes stay. */
const inHeader = (route: string): string => route.split('/').map(encodeURIComponent).join('/');

export const asException = ({ status, message }: HttpDenial): HttpException =>
  new HttpException({ status: 'error', message }, status);
