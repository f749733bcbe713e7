/**
 * An endpoint that tokens can reach, as X20 to X24, D3 and D6 name it: in the words of the requirements and not of the
 * code. What it takes and answers, the reference says.
 */
export interface GuardedEndpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/api` and below `/api/v1/acme`. */
  readonly path: string;
  /** null: none of the twenty stands for it. */
  readonly ability: string | null;
  readonly action: string;
  /** What its owner must be permitted (D3a). */
  readonly permission: string | null;
}

type Row = readonly [method: GuardedEndpoint['method'], below: string, action: string];

/** Rows of one kind, with what guards all of them. */
const at = (
  resource: string,
  guards: Pick<GuardedEndpoint, 'ability' | 'permission'>,
  ...rows: readonly Row[]
): GuardedEndpoint[] =>
  rows.map(([method, below, action]) => ({
    method,
    path: `/${resource}${below}`,
    action: `${resource}/${action}`,
    ...guards,
  }));

const kept = (resource: string): GuardedEndpoint[] => {
  const by = (verb: string, permission: string | null) => ({ ability: `${resource}.${verb}`, permission });
  return [
    ...at(resource, by('read', null), ['GET', '', 'list'], ['GET', '/{id}', '{id}/fetch']),
    ...at(resource, by('create', 'contacts.write'), ['POST', '', 'create']),
    ...at(resource, by('update', 'contacts.write'), ['PATCH', '/{id}', '{id}/update']),
    ...at(resource, by('delete', 'contacts.write'), ['DELETE', '/{id}', '{id}/delete']),
  ];
};

const readOnly = (resource: string): GuardedEndpoint[] =>
  at(
    resource,
    { ability: `${resource}.read`, permission: null },
    ['GET', '', 'list'],
    ['GET', '/{id}', '{id}/fetch'],
  );

/** None of the twenty stands for them: whoever owns the token needs this (K7, D3a), or nothing. */
const unlisted = (permission: string | null) => ({ ability: null, permission });

const crm = (resource: string): GuardedEndpoint[] =>
  at(
    resource,
    unlisted('crm.access'),
    ['GET', '', 'list'],
    ['POST', '', 'create'],
    ['GET', '/{id}', '{id}/fetch'],
    ['PATCH', '/{id}', '{id}/update'],
    ['DELETE', '/{id}', '{id}/delete'],
  );

export const GUARDED: readonly GuardedEndpoint[] = [
  ...['contacts', 'statuses', 'sources', 'groups'].flatMap(kept),
  ...at('contacts', { ability: 'contacts.create', permission: 'contacts.write' }, [
    'POST',
    '/import',
    'import',
  ]),
  ...at('contacts', { ability: 'contacts.read', permission: null }, ['GET', '/export', 'export']),
  ...['templates', 'templatebots', 'messagebots'].flatMap(readOnly),
  ...at(
    'messages',
    { ability: 'messages.send', permission: 'messages.send' },
    ['POST', '/send', 'send'],
    ['POST', '/template', 'template/send'],
    ['POST', '/media', 'media/send'],
    ['POST', '/media/upload', 'media/upload'],
    ['POST', '/validate', 'phone/validate'],
    ['GET', '', 'list'],
    ['GET', '/{id}', '{id}/fetch'],
  ),
  ...at(
    'bot',
    unlisted(null),
    ['POST', '/{botId}/session/create', '{botId}/session/create'],
    ['GET', '/{botId}/usage/fetch', '{botId}/usage/fetch'],
  ),
  ...at(
    'whatsapp',
    unlisted('admin'),
    ['GET', '/number', 'number/fetch'],
    ['PUT', '/number', 'number/update'],
    ['DELETE', '/number', 'number/delete'],
  ),
  ...at(
    'webhooks',
    unlisted('admin'),
    ['GET', '', 'list'],
    ['POST', '', 'create'],
    ['GET', '/{id}', '{id}/fetch'],
    ['PATCH', '/{id}', '{id}/update'],
    ['DELETE', '/{id}', '{id}/delete'],
    ['POST', '/{id}/rotate-secret', '{id}/secret/rotate'],
    ['POST', '/{id}/test', '{id}/test'],
    ['POST', '/{id}/recover', '{id}/recover'],
    ['GET', '/{id}/deliveries', '{id}/deliveries/list'],
    ['GET', '/{id}/deliveries/{deliveryId}', '{id}/deliveries/{deliveryId}/fetch'],
    ['POST', '/{id}/deliveries/{deliveryId}/redeliver', '{id}/deliveries/{deliveryId}/redeliver'],
  ),
  ...at(
    'conversations',
    unlisted('conversations.read'),
    ['GET', '', 'list'],
    ['GET', '/{id}', '{id}/fetch'],
    ['GET', '/{id}/messages', '{id}/messages/list'],
    ['PATCH', '/{id}', '{id}/update'],
    ['POST', '/{id}/read', '{id}/read'],
  ),
  ...['pipelines', 'deals'].flatMap(crm),
  ...at(
    'reports',
    unlisted('reports.view'),
    ['GET', '/messages', 'messages/fetch'],
    ['GET', '/contacts', 'contacts/fetch'],
    ['GET', '/api-usage', 'api-usage/fetch'],
  ),
];
