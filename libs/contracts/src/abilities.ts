/** The closed vocabulary of scopes (X20): anything else is refused at creation. */
export const ABILITIES = [
  'contacts.create',
  'contacts.read',
  'contacts.update',
  'contacts.delete',
  'statuses.create',
  'statuses.read',
  'statuses.update',
  'statuses.delete',
  'sources.create',
  'sources.read',
  'sources.update',
  'sources.delete',
  'groups.create',
  'groups.read',
  'groups.update',
  'groups.delete',
  'templates.read',
  'templatebots.read',
  'messagebots.read',
  'messages.send',
] as const;

export type Ability = (typeof ABILITIES)[number];
