import { type PlantedBug } from '../../../tools/verify/planted-dist.mjs';

const RESOURCE = 'apps/resource/src';
const AUTH = 'apps/auth/src';
const anyRow = { find: '{ id, workspaceId }', replace: '{ id }' };
const anyWorkspace = { find: 'AND workspace_id = $2', replace: 'AND $2::uuid IS NOT NULL' };

/** Every place in which the code itself says whose rows it wants, gone: row-level security is alone then. */
export const WITHOUT_FILTERS: PlantedBug = {
  name: 'without-filters',
  edits: [
    { file: `${RESOURCE}/contacts/contact.store.js`, ...anyRow, times: 5 },
    {
      file: `${RESOURCE}/contacts/contact.store.js`,
      find: 'WHERE workspace_id = $1 AND contact_id',
      replace: 'WHERE $1::uuid IS NOT NULL AND contact_id',
      times: 2,
    },
    {
      file: `${RESOURCE}/contacts/contact-page.js`,
      find: `.where('contact.workspaceId = :workspaceId', { workspaceId })`,
      replace: `.where(':workspaceId::uuid IS NOT NULL', { workspaceId })`,
    },
    { file: `${RESOURCE}/contacts/contact-page.js`, find: '{ workspaceId, id: In', replace: '{ id: In' },
    {
      file: `${RESOURCE}/contacts/contact-references.js`,
      find: 'WHERE workspace_id = $1 AND',
      replace: 'WHERE $1::uuid IS NOT NULL AND',
    },
    {
      file: `${RESOURCE}/contacts/contact-search.js`,
      find: 'WHERE workspace_id = $1 AND',
      replace: 'WHERE $1::uuid IS NOT NULL AND',
      times: 2,
    },
    {
      file: `${RESOURCE}/contacts/letting-go.js`,
      find: 'WHERE workspace_id = $1 AND',
      replace: 'WHERE $1::uuid IS NOT NULL AND',
      times: 5,
    },
    {
      file: `${RESOURCE}/contacts/transfer/contact-batch.store.js`,
      find: 'WHERE workspace_id = $1 AND',
      replace: 'WHERE $1::uuid IS NOT NULL AND',
      times: 2,
    },
    {
      file: `${RESOURCE}/contacts/transfer/contact-batch.store.js`,
      find: 'WHERE contacts.workspace_id = $1 AND',
      replace: 'WHERE $1::uuid IS NOT NULL AND',
    },
    {
      file: `${RESOURCE}/messages/message.store.js`,
      find: '({ id, workspaceId })',
      replace: '({ id })',
    },
    {
      file: `${RESOURCE}/messages/message.store.js`,
      find: `{ id, workspaceId, direction: 'outbound' }`,
      replace: `{ id, direction: 'outbound' }`,
    },
    {
      file: `${RESOURCE}/messages/message.store.js`,
      find: `{ workspaceId, providerReference, direction: 'outbound' }`,
      replace: `{ providerReference, direction: 'outbound' }`,
    },
    {
      file: `${RESOURCE}/messages/message.store.js`,
      find: `.where('message.workspaceId = :workspaceId', { workspaceId })`,
      replace: `.where('true')`,
    },
    { file: `${RESOURCE}/messages/sending/attempt.store.js`, ...anyWorkspace, times: 4 },
    {
      file: `${RESOURCE}/messages/sending/attempt.store.js`,
      find: 'OrFail({ id, workspaceId })',
      replace: 'OrFail({ id })',
    },
    { file: `${RESOURCE}/messages/media/media.store.js`, ...anyWorkspace },
    {
      file: `${RESOURCE}/messages/media/media.store.js`,
      find: 'WHERE workspace_id = $1',
      replace: 'WHERE $1::uuid IS NOT NULL',
    },
    {
      file: `${RESOURCE}/messages/whatsapp/whatsapp-number.store.js`,
      find: 'WHERE workspace_id = $1',
      replace: 'WHERE $1::uuid IS NOT NULL',
      times: 2,
    },
    { file: `${RESOURCE}/bots/bot.store.js`, ...anyWorkspace, times: 2 },
    {
      file: `${RESOURCE}/catalogue/named-row.store.js`,
      find: `.where('row.workspaceId = :workspaceId', { workspaceId })`,
      replace: `.where('true')`,
    },
    {
      file: `${RESOURCE}/catalogue/named-row.store.js`,
      find: '=> ({ id, workspaceId })',
      replace: '=> ({ id })',
    },
    {
      file: `${AUTH}/tokens/token.store.js`,
      find: `const within = ({ workspaceId, ownerId }) => ({\n    workspaceId,`,
      replace: 'const within = ({ ownerId }) => ({',
    },
    {
      file: `${AUTH}/tokens/mass-revocation.js`,
      find: 'workspace_id = $1 AND deleted_at',
      replace: '$1::uuid IS NOT NULL AND deleted_at',
    },
    {
      file: `${AUTH}/operators/operator.store.js`,
      find: `where: { workspaceId, kind: 'person', ...`,
      replace: `where: { kind: 'person', ...`,
    },
    {
      file: `${AUTH}/operators/operator.store.js`,
      find: `where: { workspaceId, kind: 'person', isActive`,
      replace: `where: { kind: 'person', isActive`,
    },
    {
      file: `${AUTH}/operators/operator.store.js`,
      find: '{ id, workspaceId, isActive: true }',
      replace: '{ id, isActive: true }',
    },
    {
      file: `${AUTH}/operators/operator.store.js`,
      find: `{ id, workspaceId, kind: 'person' }`,
      replace: `{ id, kind: 'person' }`,
    },
  ],
};
