import { type Endpoint } from '@latchkey/token-guard';
import { HEADERS_METADATA } from '@nestjs/common/constants.js';
import { type Header } from './openapi.js';

export type Headers = Readonly<Record<string, Header>>;

const text = (description: string, example: string, required = false): Header => ({
  description,
  ...(required && { required }),
  schema: { type: 'string', examples: [example] },
});

/** On every answer of this service, whatever it is. */
export const EVERYWHERE: Headers = {
  'X-Request-Id': text(
    'Names the request in our logs: the one that was sent with it, or a new one.',
    '0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77',
    true,
  ),
  'Cache-Control': text('Whether it may be kept.', 'no-store', true),
};

/** Of what is read and has not changed since. */
export const OF_TAGGED: Headers = {
  ETag: text('Of these bytes: for `If-None-Match` and `If-Match`.', '"q1hVq5yS0m2kH3n8w7XbZA"', true),
  'Cache-Control': text('Kept by the caller alone, who asks each time.', 'private, no-cache', true),
  Vary: text('Whose it is.', 'Authorization, X-API-Key', true),
};

const REALM = 'Bearer realm="latchkey"';
export const challenge = (error: string): Headers => ({
  'WWW-Authenticate': text('RFC 6750: what is wrong with the credentials.', REALM + error),
});

export const HINT: Headers = {
  'X-Token-Hint': text(
    'Where a route is missing: the action path that was asked for, and a pattern that would cover it.',
    'asked for contacts/7/fetch; contacts/* covers one level only, contacts/** would cover it',
  ),
};

export const RETRY_AFTER: Headers = {
  'Retry-After': {
    description: 'Seconds until it is worth trying again.',
    required: true,
    schema: { type: 'integer', minimum: 0, examples: [1] },
  },
};

/** Of a request that a token was let through with. */
export const OF_TOKENS: Headers = {
  RateLimit: text(
    'What is left of each limit of the token; absent: it has none. draft-ietf-httpapi-ratelimit-headers-10.',
    '"1m";r=42;t=17',
  ),
  'RateLimit-Policy': text('The limits of the token; absent: it has none.', '"1m";q=60;w=60'),
  'X-Token-Rotation': text(
    'The token was sent with a secret that has a successor, and is refused from then on.',
    'superseded; until=2026-11-22T09:00:00.000Z',
  ),
};

export const RECEIPT: Headers = {
  'X-Change-Receipt': text(
    'What the change did. `effective`: no replica decides by the old state on a request that arrives from now on; ' +
      '`acknowledged` replicas said so, `lapsed` ones said nothing until they could not decide any more. `pending` ' +
      '(202): it is committed, and nobody can tell yet whether every replica knows.',
    'effective; changed_at=2026-11-22T09:00:00.000Z; effective_at=2026-11-22T09:00:00.012Z; acknowledged=7; lapsed=0',
  ),
};

/** What a handler says with Nest's `@Header()`. */
export function ownHeaders({ controller, method }: Endpoint): Headers {
  const handler = (controller.prototype as Record<string, object>)[method];
  const set = (handler && Reflect.getMetadata(HEADERS_METADATA, handler)) as
    readonly { readonly name: string; readonly value: string }[] | undefined;
  return Object.fromEntries(
    (set ?? []).map(({ name, value }) => [
      name.replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase()),
      text('Always the same.', value),
    ]),
  );
}
