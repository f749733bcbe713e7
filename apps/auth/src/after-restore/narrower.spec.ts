import { type ChangedTokenField, type TokenState } from '@latchkey/contracts';
import { ApiTokenEntity } from '../tokens/api-token.entity.js';
import { narrower } from './narrower.js';

const WORKSPACE = [{ limit: 60, window: '1m' }] as const;
const EARLY = new Date('2030-01-01T00:00:00Z');
const LATE = new Date('2031-01-01T00:00:00Z');

const token = (fields: Partial<ApiTokenEntity>): ApiTokenEntity =>
  Object.assign(new ApiTokenEntity(), {
    ...{ ownerId: 'ada', name: 'Shop', abilities: null, allowedRoutes: null, rateLimits: null },
    ...{ monthlyQuota: null, expiresAt: null, isActive: true },
    ...fields,
  });
const told = (fields: Partial<TokenState>) => ({
  state: fields as TokenState,
  changed: new Set(Object.keys(fields) as ChangedTokenField[]),
});

describe('of what stands here and what was told', () => {
  it.each`
    here                                                   | event                                                    | changes                                                                      | withheld                | why
    ${{ abilities: null }}                                 | ${{ abilities: ['contacts.read'] }}                      | ${{ abilities: ['contacts.read'] }}                                          | ${[]}                   | ${'it was restricted'}
    ${{ abilities: ['contacts.read', 'contacts.create'] }} | ${{ abilities: ['contacts.create', 'contacts.read'] }}   | ${{}}                                                                        | ${[]}                   | ${'they are the same'}
    ${{ abilities: ['contacts.read'] }}                    | ${{ abilities: null }}                                   | ${{}}                                                                        | ${['abilities']}        | ${'more is not given'}
    ${{ abilities: ['contacts.read', 'contacts.create'] }} | ${{ abilities: ['contacts.create', 'contacts.delete'] }} | ${{ abilities: ['contacts.create'] }}                                        | ${['abilities']}        | ${'only what both allow is left'}
    ${{ allowedRoutes: ['contacts/**', 'statuses'] }}      | ${{ allowed_routes: ['contacts/*', 'groups'] }}          | ${{ allowedRoutes: ['contacts/*'] }}                                         | ${['allowed_routes']}   | ${'one pattern covers another'}
    ${{ allowedRoutes: ['contacts/7'] }}                   | ${{ allowed_routes: ['**'] }}                            | ${{}}                                                                        | ${['allowed_routes']}   | ${'a wider pattern gives nothing'}
    ${{ allowedRoutes: ['contacts/*'] }}                   | ${{ allowed_routes: ['contacts/**/x', '*/**'] }}         | ${{}}                                                                        | ${['allowed_routes']}   | ${'* is covered by */**'}
    ${{ allowedRoutes: ['contacts/*/x'] }}                 | ${{ allowed_routes: ['contacts/7/*'] }}                  | ${{ allowedRoutes: [] }}                                                     | ${['allowed_routes']}   | ${'of two that overlap neither is left'}
    ${{ rateLimits: null }}                                | ${{ rate_limits: [{ limit: 5, window: '1s' }] }}         | ${{ rateLimits: [{ limit: 60, window: '1m' }, { limit: 5, window: '1s' }] }} | ${['rate_limits']}      | ${'the workspace’s limits hold as well'}
    ${{ rateLimits: null }}                                | ${{ rate_limits: [] }}                                   | ${{}}                                                                        | ${['rate_limits']}      | ${'no limit is lifted'}
    ${{ rateLimits: [{ limit: 9, window: '1m' }] }}        | ${{ rate_limits: [{ limit: 3, window: '1m' }] }}         | ${{ rateLimits: [{ limit: 3, window: '1m' }] }}                              | ${[]}                   | ${'the smaller limit holds'}
    ${{ monthlyQuota: null }}                              | ${{ monthly_quota: 100 }}                                | ${{ monthlyQuota: 100 }}                                                     | ${[]}                   | ${'there was none'}
    ${{ monthlyQuota: 100 }}                               | ${{ monthly_quota: 200 }}                                | ${{}}                                                                        | ${['monthly_quota']}    | ${'the smaller quota holds'}
    ${{ expiresAt: LATE }}                                 | ${{ expires_at: EARLY.toISOString() }}                   | ${{ expiresAt: EARLY }}                                                      | ${[]}                   | ${'it ends earlier'}
    ${{ expiresAt: EARLY }}                                | ${{ expires_at: null }}                                  | ${{}}                                                                        | ${['expires_at']}       | ${'it ends all the same'}
    ${{ ownerId: 'ada', name: 'Shop' }}                    | ${{ owner_id: 'bob', name: 'Store' }}                    | ${{}}                                                                        | ${['name', 'owner_id']} | ${'whose it is, people say'}
    ${{ abilities: null }}                                 | ${{}}                                                    | ${{}}                                                                        | ${[]}                   | ${'nothing was told'}
  `(
    '$why: $event',
    ({
      here,
      event,
      changes,
      withheld,
    }: {
      here: Partial<ApiTokenEntity>;
      event: Partial<TokenState>;
      changes: object;
      withheld: string[];
    }) => {
      const outcome = narrower(token(here), told(event), WORKSPACE);
      expect(outcome.changes).toEqual(changes);
      expect([...outcome.withheld].sort()).toEqual(withheld);
    },
  );
});
