import { type Denial } from './decision.js';
import { asException, inHttp } from './denials.js';

const refusals: { denial: Denial; status: number; body: string; headers: object; why: string }[] = [
  {
    denial: { reason: 'missing' },
    status: 401,
    body: '{"status":"error","message":"API token is required"}',
    headers: { 'www-authenticate': 'Bearer realm="latchkey"' },
    why: 'nothing was presented (X25), which is no error of the token (RFC 6750, 3.1)',
  },
  {
    denial: { reason: 'invalid' },
    status: 401,
    body: '{"status":"error","message":"Invalid API token"}',
    headers: { 'www-authenticate': 'Bearer realm="latchkey", error="invalid_token"' },
    why: 'the token is not good (X26)',
  },
  {
    denial: { reason: 'ability', ability: 'contacts.create' },
    status: 403,
    body: '{"status":"error","message":"Token does not have the required ability: contacts.create"}',
    headers: {
      'www-authenticate': 'Bearer realm="latchkey", error="insufficient_scope", scope="contacts.create"',
    },
    why: 'the ability is missing, and is named (X27, X28)',
  },
  {
    denial: { reason: 'route', path: 'contacts/list', shallow: null },
    status: 403,
    body: '{"status":"error","message":"Token is not allowed to call this route: contacts/list"}',
    headers: {
      'www-authenticate': 'Bearer realm="latchkey", error="insufficient_scope"',
      'x-token-hint': 'asked for contacts/list',
    },
    why: 'none of its routes covers the path, which is named (D3b, C14)',
  },
  {
    denial: { reason: 'route', path: 'bot/7/fetch', shallow: 'bot/*' },
    status: 403,
    body: '{"status":"error","message":"Token is not allowed to call this route: bot/7/fetch"}',
    headers: {
      'www-authenticate': 'Bearer realm="latchkey", error="insufficient_scope"',
      'x-token-hint': 'asked for bot/7/fetch; bot/* covers one level only, bot/** would cover it',
    },
    why: 'one of its routes is a star short (C17)',
  },
  {
    denial: { reason: 'route', path: 'bot/7/fetch', shallow: 'b\r\nö/*' },
    status: 403,
    body: '{"status":"error","message":"Token is not allowed to call this route: bot/7/fetch"}',
    headers: {
      'www-authenticate': 'Bearer realm="latchkey", error="insufficient_scope"',
      'x-token-hint':
        'asked for bot/7/fetch; b%0D%0A%C3%B6/* covers one level only, b%0D%0A%C3%B6/** would cover it',
    },
    why: 'a route may hold what a header must not',
  },
  {
    denial: { reason: 'permission', permission: 'contacts.write', of: 'token' },
    status: 403,
    body: '{"status":"error","message":"Token owner does not have the required permission: contacts.write"}',
    headers: { 'www-authenticate': 'Bearer realm="latchkey", error="insufficient_scope"' },
    why: 'the owner of the token may not (D3b)',
  },
  {
    denial: { reason: 'permission', permission: 'messages.send', of: 'operator' },
    status: 403,
    body: '{"status":"error","message":"Operator does not have the required permission: messages.send"}',
    headers: { 'www-authenticate': 'Bearer realm="latchkey", error="insufficient_scope"' },
    why: 'the operator may not',
  },
  {
    denial: { reason: 'operators_only' },
    status: 403,
    body: '{"status":"error","message":"Tokens cannot manage tokens"}',
    headers: { 'www-authenticate': 'Bearer realm="latchkey", error="insufficient_scope"' },
    why: 'a token asked to manage tokens (D14)',
  },
  {
    denial: { reason: 'unlisted' },
    status: 403,
    body: '{"status":"error","message":"Token is restricted to abilities, and none covers this route"}',
    headers: { 'www-authenticate': 'Bearer realm="latchkey", error="insufficient_scope"' },
    why: 'no ability covers the endpoint (D3)',
  },
  {
    denial: { reason: 'unavailable' },
    status: 503,
    body: '{"status":"error","message":"Service temporarily unavailable"}',
    headers: { 'retry-after': '1' },
    why: 'nobody could tell, and it says when to ask again (D13)',
  },
];

describe('a refusal by the guard', () => {
  it.each(refusals)('is $status to the byte when $why', ({ denial, status, body, headers }) => {
    const denialInHttp = inHttp(denial);
    const exception = asException(denialInHttp);
    expect(denialInHttp.headers).toEqual(headers);
    expect(exception.getStatus()).toBe(status);
    expect(JSON.stringify(exception.getResponse())).toBe(body);
  });

  it('names the ability that is missing, whichever it is', () => {
    const { message, headers } = inHttp({ reason: 'ability', ability: 'messages.send' });
    expect(message).toBe('Token does not have the required ability: messages.send');
    expect(headers['www-authenticate']).toContain('scope="messages.send"');
  });
});
