import { v7 as newId } from 'uuid';
import { aPhone } from './a-phone.js';
import { type Table } from './seeded-rows.js';

/** An endpoint as X20 to X24, D3 and D6 name it. */
export interface GuardedEndpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/api` and below `/api/v1/acme`. `:id` is the one in the path, twice where two are; those in the body see `filled`. */
  readonly path: string;
  /** null: none of the twenty stands for it. */
  readonly ability: string | null;
  readonly action: string;
  /** What its owner must be permitted (D3a). */
  readonly permission: string | null;
  readonly body?: Readonly<Record<string, unknown>>;
  /** Sent as it is, in place of JSON. */
  readonly csv?: string;
  readonly status: number;
  /** Of what is answered as a file: whose rows are in it. */
  readonly file?: Table;
  /** Whose row is in the path, and how a missing one answers. */
  readonly row?: { readonly table: Table; readonly missing: string };
}

const kept = (resource: Table, one: string, body: Record<string, unknown>): GuardedEndpoint[] => {
  const row = { table: resource, missing: `${one} not found` };
  const [read, write] = [{ permission: null }, { permission: 'contacts.write' }];
  const named = (verb: string, action: string) => ({ ability: `${resource}.${verb}`, action });
  const [all, single] = [`/${resource}`, `/${resource}/:id`];
  return [
    { method: 'GET', path: all, ...named('read', `${resource}/list`), ...read, status: 200 },
    { method: 'POST', path: all, ...named('create', `${resource}/create`), ...write, body, status: 201 },
    { method: 'GET', path: single, ...named('read', `${resource}/{id}/fetch`), ...read, row, status: 200 },
    {
      method: 'PATCH',
      path: single,
      ...named('update', `${resource}/{id}/update`),
      ...write,
      body,
      row,
      status: 200,
    },
    {
      method: 'DELETE',
      path: single,
      ...named('delete', `${resource}/{id}/delete`),
      ...write,
      row,
      status: 200,
    },
  ];
};

const files: GuardedEndpoint[] = [
  {
    method: 'POST',
    path: '/contacts/import',
    ability: 'contacts.create',
    action: 'contacts/import',
    permission: 'contacts.write',
    csv: 'firstname,phone\nAda,:phone\n',
    status: 200,
  },
  {
    method: 'GET',
    path: '/contacts/export',
    ability: 'contacts.read',
    action: 'contacts/export',
    permission: null,
    status: 200,
    file: 'contacts',
  },
];

const readOnly = (table: Table, path: string, resource: string, one: string): GuardedEndpoint[] => {
  const given = { method: 'GET', ability: `${resource}.read`, permission: null, status: 200 } as const;
  const row = { table, missing: `${one} not found` };
  return [
    { ...given, path: `/${path}`, action: `${resource}/list` },
    { ...given, path: `/${path}/:id`, action: `${resource}/{id}/fetch`, row },
  ];
};

const messages: GuardedEndpoint[] = (() => {
  const sending = { ability: 'messages.send', permission: 'messages.send' } as const;
  const to = '+14155552671';
  const row = { table: 'messages', missing: 'Message not found' } as const;
  const media = { to, kind: 'image', media_url: 'https://cdn.example.com/a.png' };
  return [
    {
      method: 'POST',
      path: '/messages/send',
      ...sending,
      action: 'messages/send',
      body: { to, text: 'Hi' },
      status: 201,
    },
    {
      method: 'POST',
      path: '/messages/template',
      ...sending,
      action: 'messages/template/send',
      body: { to, template_id: ':template', parameters: ['Ada', '7'] },
      status: 201,
    },
    {
      method: 'POST',
      path: '/messages/media',
      ...sending,
      action: 'messages/media/send',
      body: media,
      status: 201,
    },
    {
      method: 'POST',
      path: '/messages/validate',
      ...sending,
      action: 'messages/phone/validate',
      body: { phone: to },
      status: 200,
    },
    {
      method: 'GET',
      path: '/messages',
      ...sending,
      action: 'messages/list',
      status: 200,
    },
    {
      method: 'GET',
      path: '/messages/:id',
      ...sending,
      action: 'messages/{id}/fetch',
      row,
      status: 200,
    },
  ];
})();

const bots: GuardedEndpoint[] = (() => {
  const unlisted = {
    ability: null,
    permission: null,
    row: { table: 'bots', missing: 'Bot not found' },
  } as const;
  return [
    {
      method: 'POST',
      path: '/bot/:id/session/create',
      ...unlisted,
      action: 'bot/{botId}/session/create',
      status: 201,
    },
    {
      method: 'GET',
      path: '/bot/:id/usage/fetch',
      ...unlisted,
      action: 'bot/{botId}/usage/fetch',
      status: 200,
    },
  ];
})();

const whatsAppNumber: GuardedEndpoint = {
  method: 'PUT',
  path: '/whatsapp/number',
  ability: null,
  action: 'whatsapp/number/update',
  permission: 'admin',
  body: { phone_number_id: '106540352242922' },
  status: 200,
};
const webhooks: GuardedEndpoint[] = (() => {
  const admins = { ability: null, permission: 'admin' } as const;
  const row = { table: 'webhooks', missing: 'Webhook not found' } as const;
  // Inactive: nothing is sent there.
  const body = { url: 'https://example.com/hooks', events: ['token.*'], is_active: false };
  const one = { ...admins, row, status: 200 };
  const [at, did] = ['/webhooks/:id', 'webhooks/{id}'];
  return [
    { ...admins, method: 'GET', path: '/webhooks', action: 'webhooks/list', status: 200 },
    { ...admins, method: 'POST', path: '/webhooks', action: 'webhooks/create', body, status: 201 },
    { ...one, method: 'GET', path: at, action: `${did}/fetch` },
    { ...one, method: 'PATCH', path: at, action: `${did}/update`, body: { description: 'Billing' } },
    { ...one, method: 'DELETE', path: at, action: `${did}/delete` },
    { ...one, method: 'POST', path: `${at}/rotate-secret`, action: `${did}/secret/rotate` },
    { ...one, method: 'POST', path: `${at}/test`, action: `${did}/test`, status: 201 },
    {
      ...one,
      method: 'POST',
      path: `${at}/recover`,
      action: `${did}/recover`,
      body: { since: '2026-01-01T00:00:00Z' },
    },
    { ...one, method: 'GET', path: `${at}/deliveries`, action: `${did}/deliveries/list` },
    { ...one, method: 'GET', path: `${at}/deliveries/:id`, action: `${did}/deliveries/{deliveryId}/fetch` },
    {
      ...one,
      method: 'POST',
      path: `${at}/deliveries/:id/redeliver`,
      action: `${did}/deliveries/{deliveryId}/redeliver`,
    },
  ];
})();

/** What no ability stands for, and a permission of the owner guards (K7, D3a). */
const permitted = (permission: string, resource: string) => {
  const given = { ability: null, permission, status: 200 } as const;
  return (
    method: GuardedEndpoint['method'],
    path: string,
    action: string,
    terms: Pick<Partial<GuardedEndpoint>, 'body' | 'row' | 'status'> = {},
  ): GuardedEndpoint => ({
    ...given,
    method,
    path: `/${resource}${path}`,
    action: `${resource}/${action}`,
    ...terms,
  });
};

const conversations: GuardedEndpoint[] = (() => {
  const reading = permitted('conversations.read', 'conversations');
  const row = { table: 'conversations', missing: 'Conversation not found' } as const;
  return [
    reading('GET', '', 'list'),
    reading('GET', '/:id', '{id}/fetch', { row }),
    reading('GET', '/:id/messages', '{id}/messages/list', { row }),
    reading('PATCH', '/:id', '{id}/update', { row, body: { status: 'closed' } }),
    reading('POST', '/:id/read', '{id}/read', { row }),
  ];
})();

const crm = (table: 'deals' | 'pipelines', one: string, body: Record<string, unknown>): GuardedEndpoint[] => {
  const access = permitted('crm.access', table);
  const row = { table, missing: `${one} not found` };
  return [
    access('GET', '', 'list'),
    access('POST', '', 'create', { body, status: 201 }),
    access('GET', '/:id', '{id}/fetch', { row }),
    access('PATCH', '/:id', '{id}/update', { row, body }),
    // With nothing in it: a pipeline that has deals stays.
    access('DELETE', '/:id', '{id}/delete', { row }),
  ];
};

const reports = ['messages', 'contacts', 'api-usage'].map((report) =>
  permitted('reports.view', 'reports')('GET', `/${report}`, `${report}/fetch`),
);

export const GUARDED: readonly GuardedEndpoint[] = [
  ...kept('contacts', 'Contact', { firstname: 'Ada', phone: ':phone' }),
  ...files,
  ...kept('statuses', 'Status', { name: ':new', color: '#2e7d32', position: 1 }),
  ...kept('sources', 'Source', { name: ':new' }),
  ...kept('groups', 'Group', { name: ':new', description: 'Who sell for us' }),
  ...readOnly('templates', 'templates', 'templates', 'Template'),
  ...readOnly('template_bots', 'templatebots', 'templatebots', 'Template bot'),
  ...readOnly('message_bots', 'messagebots', 'messagebots', 'Message bot'),
  ...messages,
  whatsAppNumber,
  ...bots,
  ...webhooks,
  ...conversations,
  ...crm('pipelines', 'Pipeline', { name: ':new', stages: [{ name: 'New', kind: 'open' }] }),
  ...crm('deals', 'Deal', { title: 'Ten seats' }),
  ...reports,
];

/** A body as it is sent: names and phones are each the only one of their workspace. */
export const filled = (body: object, template: string): unknown =>
  JSON.parse(
    JSON.stringify(body).replace(':new', newId()).replace(':phone', aPhone()).replace(':template', template),
  );
