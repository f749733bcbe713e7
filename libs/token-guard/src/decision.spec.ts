import {
  type Ability,
  invalid,
  type InvalidReason,
  type OperatorIdentity,
  type Permission,
  type TokenIdentity,
  valid,
} from '@latchkey/contracts';
import { type Access } from './access.js';
import { ActionPath } from './routes/action-path.js';
import { decide, type Decision, type Identity } from './decision.js';

const workspace = { id: '0198c5a2-0000-7000-8000-000000000001', slug: 'acme' };

const token = (
  abilities: Ability[] | null,
  permissions: Permission[] = [],
  routes: string[] | null = null,
): TokenIdentity => ({
  kind: 'token',
  id: '0198c5a2-0000-7000-8000-000000000002',
  name: 'Shop',
  key_prefix: 'a1b2c3d4',
  abilities,
  allowed_routes: routes,
  rate_limits: [],
  quota: null,
  owner: { id: '0198c5a2-0000-7000-8000-000000000003', permissions },
  workspace,
  expires_at: null,
  expires_in_ms: null,
  superseded: null,
});
const session = (permissions: Permission[]): OperatorIdentity => ({
  kind: 'operator',
  session_id: '0198c5a2-0000-7000-8000-000000000004',
  operator: { id: '0198c5a2-0000-7000-8000-000000000003', permissions },
  workspace,
});

const path = new ActionPath('contacts/{id}/update');
const needs = (ability: Ability): Access => ({ kind: 'ability', ability, path });
const any: Access = { kind: 'any', path };
const operator: Access = { kind: 'operator' };
const unlisted: Access = { kind: 'unlisted', path };
const deals: Access = { kind: 'unlisted', path, permission: 'crm.access' };

const inShort = (decision: Decision): string => {
  if (decision.outcome === 'granted') return 'granted';
  if (decision.reason === 'ability') return `no ability ${decision.ability}`;
  if (decision.reason === 'route') {
    return `no route ${decision.path}${decision.shallow ? `, nearly ${decision.shallow}` : ''}`;
  }
  if (decision.reason === 'permission') return `no permission ${decision.permission} of the ${decision.of}`;
  return decision.reason;
};
const decisionOn = (identity: Identity, access: Access, workspace?: string): string =>
  inShort(decide(valid(identity), access, { id: '7', ...(workspace !== undefined && { workspace }) }));

describe('a token', () => {
  it.each`
    abilities              | permissions           | access                      | decision                                       | why
    ${null}                | ${['contacts.write']} | ${needs('contacts.create')} | ${'granted'}                                   | ${'null restricts nothing, and the owner may'}
    ${null}                | ${[]}                 | ${needs('contacts.create')} | ${'no permission contacts.write of the token'} | ${'the token may do no more than its owner (K6)'}
    ${null}                | ${['messages.send']}  | ${needs('contacts.delete')} | ${'no permission contacts.write of the token'} | ${'the owner has another permission'}
    ${null}                | ${['admin']}          | ${needs('messages.send')}   | ${'granted'}                                   | ${'admin includes the others'}
    ${null}                | ${[]}                 | ${needs('contacts.read')}   | ${'granted'}                                   | ${'reading needs no permission'}
    ${['contacts.read']}   | ${[]}                 | ${needs('contacts.read')}   | ${'granted'}                                   | ${'the ability is there'}
    ${['contacts.read']}   | ${['admin']}          | ${needs('contacts.create')} | ${'no ability contacts.create'}                | ${'the owner’s permissions add no ability'}
    ${['contacts.create']} | ${['admin']}          | ${needs('contacts.read')}   | ${'no ability contacts.read'}                  | ${'writing does not include reading'}
    ${['contacts.create']} | ${[]}                 | ${needs('contacts.create')} | ${'no permission contacts.write of the token'} | ${'the owner lost the permission (D4)'}
    ${['contacts.read']}   | ${[]}                 | ${needs('contacts.create')} | ${'no ability contacts.create'}                | ${'the ability is asked before the owner (D3b)'}
    ${[]}                  | ${['admin']}          | ${needs('contacts.read')}   | ${'no ability contacts.read'}                  | ${'[] allows nothing (D3)'}
    ${[]}                  | ${['admin']}          | ${unlisted}                 | ${'unlisted'}                                  | ${'[] allows nothing (D3)'}
    ${['contacts.read']}   | ${['admin']}          | ${unlisted}                 | ${'unlisted'}                                  | ${'no ability stands for the endpoint (D3)'}
    ${null}                | ${[]}                 | ${unlisted}                 | ${'granted'}                                   | ${'it is not restricted to abilities (D3)'}
    ${null}                | ${['crm.access']}     | ${deals}                    | ${'granted'}                                   | ${'the owner is permitted what guards it (D3a)'}
    ${null}                | ${['reports.view']}   | ${deals}                    | ${'no permission crm.access of the token'}     | ${'the owner has another permission (K6)'}
    ${['contacts.read']}   | ${['admin']}          | ${deals}                    | ${'unlisted'}                                  | ${'the ability is asked before the owner (D3b)'}
    ${[]}                  | ${[]}                 | ${any}                      | ${'granted'}                                   | ${'every valid token may ask who it is'}
    ${null}                | ${['admin']}          | ${operator}                 | ${'operators_only'}                            | ${'a token never makes a token (D14)'}
  `('with $abilities of an owner with $permissions: $decision, because $why', (row) => {
    const { abilities, permissions, access, decision } = row as {
      abilities: Ability[] | null;
      permissions: Permission[];
      access: Access;
      decision: string;
    };
    expect(decisionOn(token(abilities, permissions), access)).toBe(decision);
  });
});

describe('a token with routes', () => {
  const nameless: Access = { kind: 'unlisted', path: null };

  it.each`
    routes                             | abilities            | permissions           | access                      | decision                                           | why
    ${['contacts/**']}                 | ${null}              | ${['contacts.write']} | ${needs('contacts.update')} | ${'granted'}                                       | ${'all three layers let it through (D3)'}
    ${['contacts/7/update']}           | ${null}              | ${['contacts.write']} | ${needs('contacts.update')} | ${'granted'}                                       | ${'the id is this request’s'}
    ${['contacts/8/update']}           | ${null}              | ${['contacts.write']} | ${needs('contacts.update')} | ${'no route contacts/7/update'}                    | ${'the id is another'}
    ${['list', 'contacts/*', '*']}     | ${null}              | ${['contacts.write']} | ${needs('contacts.update')} | ${'no route contacts/7/update, nearly contacts/*'} | ${'* is one level; the first that would do is told (C17)'}
    ${['*']}                           | ${null}              | ${['contacts.write']} | ${needs('contacts.update')} | ${'no route contacts/7/update, nearly *'}          | ${'it is one as well'}
    ${['bot/*', 'contacts/8/*', 'c*']} | ${null}              | ${['contacts.write']} | ${needs('contacts.update')} | ${'no route contacts/7/update'}                    | ${'none of them would do with a star more'}
    ${['bot/**', '**/update']}         | ${null}              | ${['contacts.write']} | ${needs('contacts.update')} | ${'granted'}                                       | ${'one pattern is enough (C14)'}
    ${[]}                              | ${null}              | ${['admin']}          | ${needs('contacts.update')} | ${'no route contacts/7/update'}                    | ${'[] allows nothing (D3)'}
    ${null}                            | ${null}              | ${['admin']}          | ${needs('contacts.update')} | ${'granted'}                                       | ${'null restricts nothing (D3)'}
    ${[]}                              | ${[]}                | ${[]}                 | ${needs('contacts.update')} | ${'no ability contacts.update'}                    | ${'the ability is asked before the route (D3b)'}
    ${[]}                              | ${null}              | ${[]}                 | ${needs('contacts.update')} | ${'no route contacts/7/update'}                    | ${'the route is asked before the owner (D3b)'}
    ${['**']}                          | ${null}              | ${[]}                 | ${needs('contacts.update')} | ${'no permission contacts.write of the token'}     | ${'a route gives no permission (D3)'}
    ${['**']}                          | ${['contacts.read']} | ${['admin']}          | ${needs('contacts.update')} | ${'no ability contacts.update'}                    | ${'a route gives no ability (D3)'}
    ${['contacts/*/update']}           | ${null}              | ${[]}                 | ${unlisted}                 | ${'granted'}                                       | ${'routes reach what no ability stands for (D3)'}
    ${['contacts/list']}               | ${null}              | ${['admin']}          | ${unlisted}                 | ${'no route contacts/7/update'}                    | ${'they restrict there, too'}
    ${[]}                              | ${null}              | ${[]}                 | ${deals}                    | ${'no route contacts/7/update'}                    | ${'the route is asked before the owner (D3b)'}
    ${['**']}                          | ${null}              | ${[]}                 | ${deals}                    | ${'no permission crm.access of the token'}         | ${'a route gives no permission (D3)'}
    ${['**']}                          | ${[]}                | ${['admin']}          | ${unlisted}                 | ${'unlisted'}                                      | ${'the missing ability is told first'}
    ${['**']}                          | ${null}              | ${['admin']}          | ${nameless}                 | ${'no route '}                                     | ${'what has no name is allowed by none'}
    ${null}                            | ${null}              | ${['admin']}          | ${nameless}                 | ${'granted'}                                       | ${'it is not restricted to routes'}
    ${[]}                              | ${[]}                | ${[]}                 | ${any}                      | ${'granted'}                                       | ${'every valid token may ask who it is'}
    ${['**']}                          | ${null}              | ${['admin']}          | ${operator}                 | ${'operators_only'}                                | ${'a token never makes a token (D14)'}
  `('$routes and $abilities of an owner with $permissions: $decision, because $why', (row) => {
    const { routes, abilities, permissions, access, decision } = row as {
      routes: string[] | null;
      abilities: Ability[] | null;
      permissions: Permission[];
      access: Access;
      decision: string;
    };
    expect(decisionOn(token(abilities, permissions, routes), access)).toBe(decision);
  });
});

describe("an operator's session", () => {
  it.each`
    permissions           | access                      | decision                                          | why
    ${['contacts.write']} | ${needs('contacts.update')} | ${'granted'}                                      | ${'the operator may (W1)'}
    ${[]}                 | ${needs('contacts.update')} | ${'no permission contacts.write of the operator'} | ${'the operator may not'}
    ${['contacts.write']} | ${needs('messages.send')}   | ${'no permission messages.send of the operator'}  | ${'sending has a permission of its own'}
    ${[]}                 | ${needs('contacts.read')}   | ${'granted'}                                      | ${'reading needs no permission'}
    ${['admin']}          | ${needs('groups.delete')}   | ${'granted'}                                      | ${'admin includes the others'}
    ${[]}                 | ${operator}                 | ${'granted'}                                      | ${'operators manage their own tokens'}
    ${[]}                 | ${unlisted}                 | ${'granted'}                                      | ${'sessions know no abilities'}
    ${['crm.access']}     | ${deals}                    | ${'granted'}                                      | ${'the operator may (K7)'}
    ${['admin']}          | ${deals}                    | ${'granted'}                                      | ${'admin includes the others'}
    ${['reports.view']}   | ${deals}                    | ${'no permission crm.access of the operator'}     | ${'the operator may something else'}
    ${[]}                 | ${any}                      | ${'granted'}                                      | ${'every valid credential may'}
  `('with $permissions: $decision, because $why', (row) => {
    const { permissions, access, decision } = row as {
      permissions: Permission[];
      access: Access;
      decision: string;
    };
    expect(decisionOn(session(permissions), access)).toBe(decision);
  });
});

describe('the workspace in the path', () => {
  const identities: [string, Identity][] = [
    ['token', token(null, ['admin'])],
    ['session', session(['admin'])],
  ];

  it.each(identities)('that is its own admits a %s', (_, identity) => {
    expect(decisionOn(identity, needs('contacts.read'), 'acme')).toBe('granted');
  });

  it.each(identities)(
    'that is somebody else’s makes a %s invalid, whatever it asks for (D8)',
    (_, identity) => {
      for (const access of [any, operator, unlisted, needs('contacts.read')]) {
        expect(decisionOn(identity, access, 'globex')).toBe('invalid');
      }
    },
  );

  it.each(['ACME', 'acme ', '', 'acm', 'acmee'])('is not its own when it is only similar: %j', (slug) => {
    expect(decisionOn(token(null), any, slug)).toBe('invalid');
  });

  it('is compared before the abilities, so that nothing tells of a foreign workspace', () => {
    expect(decisionOn(token([]), needs('contacts.read'), 'globex')).toBe('invalid');
  });
});

describe('an invalid credential', () => {
  it.each<InvalidReason>(['unknown', 'inactive', 'deleted', 'expired', 'owner_inactive', 'ended'])(
    'that is %s is denied like all others, and the reason is not told (D12)',
    (reason) => {
      for (const access of [any, operator, unlisted, needs('contacts.read')]) {
        expect(decide(invalid(reason), access, { workspace: 'acme' })).toEqual({
          outcome: 'denied',
          reason: 'invalid',
        });
      }
    },
  );
});

describe('a granted request', () => {
  it('carries the identity as it was verified', () => {
    const identity = token(['contacts.read']);
    expect(decide(valid<Identity>(identity), needs('contacts.read'), { workspace: 'acme' })).toEqual({
      outcome: 'granted',
      identity,
    });
  });
});
