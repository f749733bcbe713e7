import { type ClassConstructor, plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { ABILITIES } from './abilities.js';
import { WINDOWS } from './limits.js';
import { RevokeManyRequest } from './mass-revocation.js';
import { IssueTokenRequest, ListTokensRequest, UpdateTokenRequest, VerifyTokenRequest } from './tokens.js';

/** The reasons by field; an empty object when the request is good. */
const problemsOf = (shape: ClassConstructor<object>, request: object): Record<string, string[]> =>
  Object.fromEntries(
    validateSync(plainToInstance(shape, request)).map(({ property, constraints = {} }) => [
      property,
      Object.values(constraints),
    ]),
  );

const id = '0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77';
const anAbility = `each must be one of: ${ABILITIES.join(', ')}`;
const aLimit = 'each must be as in {"limit": 60, "window": "1m"}';
const aWindow = 'each window must be one of: 1s, 10s, 1m, 1h, 1d';
const aNumber = 'each limit must be a whole number from 1 to 1000000000';
const aTime = 'must be a time as in 2026-12-31T23:59:59Z, or null for never';

describe('a request for a token', () => {
  it.each([
    { request: { name: 'Shop' }, why: 'only the name is required' },
    { request: { name: 'x'.repeat(100) }, why: 'a name may have 100 characters' },
    { request: { name: 'Shop', abilities: null }, why: 'null is no restriction' },
    { request: { name: 'Shop', abilities: [] }, why: 'an empty list is a restriction like others' },
    { request: { name: 'Shop', abilities: [...ABILITIES] }, why: 'all twenty may be named' },
    { request: { name: 'Shop', allowed_routes: null }, why: 'null is no restriction' },
    { request: { name: 'Shop', allowed_routes: [] }, why: 'an empty list allows nothing' },
    { request: { name: 'Shop', allowed_routes: ['contacts/**'] }, why: 'a route is a glob' },
    { request: { name: 'Shop', rate_limits: null }, why: 'null is the workspace’s' },
    { request: { name: 'Shop', rate_limits: [] }, why: 'an empty list limits nothing' },
    {
      request: { name: 'Shop', rate_limits: Object.keys(WINDOWS).map((window) => ({ limit: 1, window })) },
      why: 'each window may have a limit',
    },
    { request: { name: 'Shop', rate_limits: [{ limit: 1e9, window: '1d' }] }, why: 'that is the largest' },
    { request: { name: 'Shop', monthly_quota: null }, why: 'null is no quota' },
    { request: { name: 'Shop', monthly_quota: 1 }, why: 'that is the smallest quota' },
    { request: { name: 'Shop', monthly_quota: 1e12 }, why: 'that is the largest quota' },
    { request: { name: 'Shop', expires_at: null }, why: 'null is never' },
    { request: { name: 'Shop', expires_at: '2999-12-31T23:59:59Z' }, why: 'that is a time' },
    { request: { name: 'Shop', expires_at: '2999-12-31T23:59:59.5+02:00' }, why: 'that is one too' },
    { request: { name: 'Shop', is_active: false }, why: 'a token may be made ahead of its use' },
  ])('is accepted: $why', ({ request }) => {
    expect(problemsOf(IssueTokenRequest, request)).toEqual({});
  });

  it.each([
    { field: 'name', value: undefined, reason: 'must be a text' },
    { field: 'name', value: null, reason: 'must be a text' },
    { field: 'name', value: '', reason: 'must have 1 to 100 characters' },
    { field: 'name', value: 'x'.repeat(101), reason: 'must have 1 to 100 characters' },
    { field: 'name', value: ' \t ', reason: 'must not be blank' },
    {
      field: 'abilities',
      value: 'contacts.read',
      reason: 'must be a list of abilities, or null for no restriction',
    },
    {
      field: 'abilities',
      value: ['contacts.read', 'contacts.read'],
      reason: 'must not name an ability twice',
    },
    { field: 'abilities', value: ['contacts.*'], reason: anAbility },
    { field: 'abilities', value: ['Contacts.Read'], reason: anAbility },
    { field: 'abilities', value: ['messages.read'], reason: anAbility },
    { field: 'abilities', value: [['contacts.read']], reason: anAbility },
    { field: 'allowed_routes', value: ['/contacts'], reason: '"/contacts" must not begin with /' },
    ...[
      { value: '60/1m', reason: 'must be a list of limits' },
      { value: { limit: 60, window: '1m' }, reason: 'must be a list of limits' },
      { value: ['60/1m'], reason: aLimit },
      { value: [null], reason: aLimit },
      { value: [{ limit: 60 }], reason: aLimit },
      { value: [{ limit: 60, window: '1m', burst: 1 }], reason: aLimit },
      { value: [{ limit: 60, window: '1w' }], reason: aWindow },
      { value: [{ limit: 60, window: '1M' }], reason: aWindow },
      { value: [{ limit: 60, window: 60 }], reason: aWindow },
      { value: [{ limit: 60, window: 'toString' }], reason: aWindow },
      { value: [{ limit: 0, window: '1m' }], reason: aNumber },
      { value: [{ limit: 1e9 + 1, window: '1m' }], reason: aNumber },
      { value: [{ limit: 1.5, window: '1m' }], reason: aNumber },
      { value: [{ limit: '60', window: '1m' }], reason: aNumber },
      {
        value: [
          { limit: 60, window: '1m' },
          { limit: 61, window: '1m' },
        ],
        reason: 'must not have two limits for the window 1m',
      },
    ].map((each) => ({ field: 'rate_limits', ...each })),
    ...[0, -1, 1.5, 1e12 + 1, '100', Number.NaN].map((value) => ({
      field: 'monthly_quota',
      value,
      reason: 'must be a whole number from 1 to 1000000000000, or null for none',
    })),
    { field: 'expires_at', value: '2999-12-31', reason: aTime },
    { field: 'expires_at', value: '2999-12-31T23:59:59', reason: aTime },
    { field: 'expires_at', value: 32503679999, reason: aTime },
    { field: 'expires_at', value: '2999-02-30T00:00:00Z', reason: aTime },
    { field: 'expires_at', value: '', reason: aTime },
    { field: 'is_active', value: null, reason: 'must be true or false' },
    { field: 'is_active', value: 'true', reason: 'must be true or false' },
    { field: 'profile', value: 7, reason: 'must be the name of a format profile' },
  ])('is refused for $field $value: $reason', ({ field, value, reason }) => {
    const problems = problemsOf(IssueTokenRequest, { name: 'Shop', [field]: value });
    expect(Object.keys(problems)).toEqual([field]);
    expect(problems[field]).toContain(reason);
  });
});

describe('a request to change a token', () => {
  it('may leave everything but the id out', () => {
    expect(problemsOf(UpdateTokenRequest, { id })).toEqual({});
  });

  it('does not take null for a field that is left out', () => {
    const problems = problemsOf(UpdateTokenRequest, { id, name: null, is_active: null });
    expect(Object.keys(problems).sort()).toEqual(['is_active', 'name']);
  });

  it('names a token by a UUID', () => {
    expect(problemsOf(UpdateTokenRequest, { id: `${id}' OR true` })).toEqual({ id: ['must be a UUID'] });
  });
});

describe('the instant of a mass revocation', () => {
  const problemsOfInstant = (created_before: string) => problemsOf(RevokeManyRequest, { created_before });

  it.each([
    '0001-01-01T00:00:00+15:59',
    '2020-02-29t23:59:59.123456z',
    '2020-02-29 23:59:59-12:00',
    '9999-12-31T23:59:59Z',
  ])('may be %s', (instant) => {
    expect(problemsOfInstant(instant)).toEqual({});
  });

  it.each([
    { instant: '0000-01-01T00:00:00Z', why: 'PostgreSQL has no year 0' },
    { instant: '2020-01-01T00:00:00+16:00', why: 'PostgreSQL knows no place so far to the east' },
    { instant: '2020-01-01T00:00:00-23:59', why: 'nor to the west' },
    { instant: '2016-12-31T23:59:60Z', why: 'JavaScript has no leap seconds' },
    { instant: '2999-02-30T00:00:00Z', why: 'February has no 30th' },
  ])('may not be $instant: $why', ({ instant }) => {
    expect(problemsOfInstant(instant)).toEqual({
      created_before: ['must be a time as in 2026-12-31T23:59:59Z'],
    });
  });
});

describe('a question about a token', () => {
  it.each([
    { digest: 'ab'.repeat(31), why: 'it is too short' },
    { digest: 'ab'.repeat(33), why: 'it is too long' },
    { digest: 'AB'.repeat(32), why: 'it has capitals' },
    { digest: `${'ab'.repeat(32)}\n`, why: 'a line break follows' },
    { digest: undefined, why: 'it is missing' },
  ])('is refused when its digest is none, because $why', ({ digest }) => {
    expect(problemsOf(VerifyTokenRequest, { digest })).toEqual({
      digest: ['must be 64 lowercase hexadecimal characters'],
    });
  });

  it('asks for 1 to 100 at a time', () => {
    expect(problemsOf(ListTokensRequest, { limit: 100 })).toEqual({});
    expect(problemsOf(ListTokensRequest, { limit: 0 })).toEqual({ limit: ['must be at least 1'] });
    expect(problemsOf(ListTokensRequest, { limit: 101 })).toEqual({ limit: ['must be at most 100'] });
    expect(problemsOf(ListTokensRequest, { limit: 1.5 })).toEqual({ limit: ['must be a whole number'] });
  });
});
