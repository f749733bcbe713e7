import { type Ability } from './abilities.js';

/** What an operator may do (D3a, after K7). `admin` includes all the others. */
export const PERMISSIONS = [
  'contacts.write',
  'conversations.read',
  'messages.send',
  'crm.access',
  'reports.view',
  'admin',
] as const;

export type Permission = (typeof PERMISSIONS)[number];

/** The permission that the owner of a token needs for what an ability allows; reading needs none (D3a). */
export function permissionFor(ability: Ability): Permission | null {
  if (ability === 'messages.send') return 'messages.send';
  return ability.endsWith('.read') ? null : 'contacts.write';
}

export const holds = (permissions: readonly Permission[], needed: Permission): boolean =>
  permissions.includes(needed) || permissions.includes('admin');
