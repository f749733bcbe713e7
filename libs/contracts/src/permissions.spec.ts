import { ABILITIES } from './abilities.js';
import { holds, type Permission, PERMISSIONS, permissionFor } from './permissions.js';

const policy = [
  { ability: 'contacts.create', needed: 'contacts.write', why: 'it makes a contact' },
  { ability: 'contacts.update', needed: 'contacts.write', why: 'it edits a contact' },
  { ability: 'contacts.delete', needed: 'contacts.write', why: 'it removes a contact' },
  { ability: 'statuses.create', needed: 'contacts.write', why: 'statuses are part of the contacts' },
  { ability: 'statuses.update', needed: 'contacts.write', why: 'statuses are part of the contacts' },
  { ability: 'statuses.delete', needed: 'contacts.write', why: 'statuses are part of the contacts' },
  { ability: 'sources.create', needed: 'contacts.write', why: 'sources are part of the contacts' },
  { ability: 'sources.update', needed: 'contacts.write', why: 'sources are part of the contacts' },
  { ability: 'sources.delete', needed: 'contacts.write', why: 'sources are part of the contacts' },
  { ability: 'groups.create', needed: 'contacts.write', why: 'groups are part of the contacts' },
  { ability: 'groups.update', needed: 'contacts.write', why: 'groups are part of the contacts' },
  { ability: 'groups.delete', needed: 'contacts.write', why: 'groups are part of the contacts' },
  { ability: 'messages.send', needed: 'messages.send', why: 'sending has a permission of its own' },
  { ability: 'contacts.read', needed: null, why: 'every operator may read contacts' },
  { ability: 'statuses.read', needed: null, why: 'every operator may read statuses' },
  { ability: 'sources.read', needed: null, why: 'every operator may read sources' },
  { ability: 'groups.read', needed: null, why: 'every operator may read groups' },
  { ability: 'templates.read', needed: null, why: 'every operator may read templates' },
  { ability: 'templatebots.read', needed: null, why: 'every operator may read template bots' },
  { ability: 'messagebots.read', needed: null, why: 'every operator may read message bots' },
] as const;

describe('the permission that an ability needs of the owner (D3a)', () => {
  it.each(policy)('of $ability is $needed, because $why', ({ ability, needed }) => {
    expect(permissionFor(ability)).toBe(needed);
  });

  it('is decided for every ability', () => {
    expect(policy.map(({ ability }) => ability).sort()).toEqual([...ABILITIES].sort());
  });
});

describe('an operator', () => {
  it.each(PERMISSIONS)('with %s holds it', (permission) => {
    expect(holds([permission], permission)).toBe(true);
  });

  it.each(PERMISSIONS)('with admin holds %s', (permission) => {
    expect(holds(['admin'], permission)).toBe(true);
  });

  it.each(PERMISSIONS)('without permissions does not hold %s', (permission) => {
    expect(holds([], permission)).toBe(false);
  });

  it('with every other permission is no admin', () => {
    const others: Permission[] = PERMISSIONS.filter((permission) => permission !== 'admin');
    expect(holds(others, 'admin')).toBe(false);
  });

  it('holds no permission because of a different one', () => {
    expect(holds(['messages.send'], 'contacts.write')).toBe(false);
  });
});
