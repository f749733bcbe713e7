import { ABILITIES } from './abilities.js';

describe('the vocabulary of abilities', () => {
  it('is exactly the twenty that tokens in the field may carry, in no other spelling (X20)', () => {
    expect([...ABILITIES].sort()).toEqual([
      'contacts.create',
      'contacts.delete',
      'contacts.read',
      'contacts.update',
      'groups.create',
      'groups.delete',
      'groups.read',
      'groups.update',
      'messagebots.read',
      'messages.send',
      'sources.create',
      'sources.delete',
      'sources.read',
      'sources.update',
      'statuses.create',
      'statuses.delete',
      'statuses.read',
      'statuses.update',
      'templatebots.read',
      'templates.read',
    ]);
  });
});
