/** What a workspace's webhooks can be told. A new type is no breaking change; what one says is only ever added to. */
export const EVENT_TYPES = [
  'token.issued',
  'token.updated',
  'token.rotated',
  'token.revoked',
  'token.restored',
  'token.expiring',
  'token.rotation_due',
  'token.exposed',
  'tokens.revoked',
  'tokens.transferred',
  'quota.reached',
  'contact.created',
  'contact.updated',
  'contact.deleted',
  'message.received',
  'message.sent',
  'message.delivered',
  'message.read',
  'message.failed',
  'message.unknown',
  'webhook.deactivated',
] as const;

export type EventType = (typeof EVENT_TYPES)[number];

/** Nobody subscribes to it: it goes to the one webhook that is tried out. */
export const TEST_EVENT = 'webhook.test';

const familyOf = (type: string): string => `${type.slice(0, type.indexOf('.'))}.*`;

/** What `events` of a webhook may name: every type, every family of types, and all. */
export const SUBSCRIPTIONS: readonly string[] = ['*', ...new Set(EVENT_TYPES.map(familyOf)), ...EVENT_TYPES];

/** The subscriptions that a type falls under. */
export const subscriptionsTo = (type: string): string[] => ['*', familyOf(type), type];
