import { flawOfRoutes } from './route-patterns.js';

const long = (segments: number): string => Array.from({ length: segments }, () => 'a').join('/');

describe('a list of routes is good', () => {
  it.each([
    { routes: [], why: 'it allows nothing' },
    {
      routes: ['**/list', '**/fetch', '**/export', 'platform/**'],
      why: 'it is the template Read-Only Access (C5)',
    },
    { routes: ['bot/**/usage/fetch', 'bot/*', 'bot/**'], why: 'wildcards are whole segments (C8)' },
    { routes: ['bot/0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77/session/create'], why: 'it names an id (C8)' },
    { routes: ['*', '**'], why: 'a wildcard alone is a pattern' },
    { routes: ['**/a/**/b/**/c/**'], why: 'it has four **' },
    { routes: [long(32)], why: 'it has 32 segments' },
    { routes: ['x'.repeat(256)], why: 'it has 256 characters' },
    { routes: Array.from({ length: 100 }, () => '**'), why: 'there are 100' },
    { routes: ['v1', 'api', 'v10/list', 'apis/list', 'bot/v1/api'], why: 'they only look like a prefix' },
    { routes: ['contacts/...'], why: 'three dots mean nothing' },
    { routes: ['Contacts/List'], why: 'letter case is the author’s choice' },
  ])('$routes: $why', ({ routes }) => {
    expect(flawOfRoutes(routes)).toBeNull();
  });
});

describe('a list of routes is refused (D7)', () => {
  it.each([
    { routes: 'contacts/list', flaw: 'must be a list of routes, or null for no restriction' },
    { routes: [7], flaw: 'each must be a text' },
    { routes: [null], flaw: 'each must be a text' },
    { routes: ['good', ''], flaw: '"" must not be empty' },
    {
      routes: ['contacts/con*'],
      flaw: '"contacts/con*" must have * and ** as whole segments only, not con*',
    },
    { routes: ['***'], flaw: '"***" must have * and ** as whole segments only, not ***' },
    { routes: ['a/**b'], flaw: '"a/**b" must have * and ** as whole segments only, not **b' },
    { routes: ['contacts/{id}/fetch'], flaw: '"contacts/{id}/fetch" must not hold {' },
    { routes: ['a}'], flaw: '"a}" must not hold }' },
    { routes: ['[ab]'], flaw: '"[ab]" must not hold [' },
    { routes: ['a]'], flaw: '"a]" must not hold ]' },
    { routes: ['(a|b)'], flaw: '"(a|b)" must not hold (' },
    { routes: ['a)'], flaw: '"a)" must not hold )' },
    { routes: ['contact?/list'], flaw: '"contact?/list" must not hold ?' },
    { routes: ['!contacts/list'], flaw: '"!contacts/list" must not hold !' },
    { routes: ['contacts\\list'], flaw: '"contacts\\list" must not hold \\' },
    { routes: ['contacts%2Flist'], flaw: '"contacts%2Flist" must not hold %' },
    { routes: ['contacts//list'], flaw: '"contacts//list" must not have an empty segment' },
    { routes: ['contacts/'], flaw: '"contacts/" must not have an empty segment' },
    { routes: ['contacts/./list'], flaw: '"contacts/./list" must not have a segment .' },
    { routes: ['../list'], flaw: '"../list" must not have a segment ..' },
    { routes: ['/contacts/list'], flaw: '"/contacts/list" must not begin with /' },
    { routes: ['v1/**'], flaw: '"v1/**" must not begin with v1/: a route is named without it' },
    {
      routes: ['api/contacts/list'],
      flaw: '"api/contacts/list" must not begin with api/: a route is named without it',
    },
    {
      routes: ['bot/<botId>/session/create'],
      flaw: '"bot/<botId>/session/create" has a placeholder that was not replaced: <botId>',
    },
    { routes: ['bot/botId>'], flaw: '"bot/botId>" has a placeholder that was not replaced: botId>' },
    {
      routes: ['x'.repeat(257)],
      flaw: `"${'x'.repeat(60)}…" must have at most 256 characters`,
    },
    { routes: [long(33)], flaw: `"${long(33).slice(0, 60)}…" must have at most 32 segments` },
    { routes: ['**/a/**/b/**/c/**/**'], flaw: '"**/a/**/b/**/c/**/**" must have at most 4 times **' },
    { routes: Array.from({ length: 101 }, () => '**'), flaw: 'must have at most 100 routes' },
  ])('$routes: $flaw', ({ routes, flaw }) => {
    expect(flawOfRoutes(routes)).toBe(flaw);
  });
});
