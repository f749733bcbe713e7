import { type PlantedBug } from '../../../tools/verify/planted-dist.mjs';

const RESOURCE = 'apps/resource/src';
const AUTH = 'apps/auth/src';
const anyRow = { find: '{ id, workspaceId }', replace: '{ id }' };
const anyWorkspaceFirst = { find: 'workspace_id = $1 AND', replace: '$1::uuid IS NOT NULL AND' };
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
      times: 2,
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
    { file: `${RESOURCE}/webhooks/webhook.store.js`, ...anyRow, times: 7 },
    {
      file: `${RESOURCE}/webhooks/webhook.store.js`,
      find: `.where('webhook.workspaceId = :workspaceId', { workspaceId })`,
      replace: `.where('true')`,
    },
    {
      file: `${RESOURCE}/webhooks/webhook.store.js`,
      find: '{ id, workspaceId, isActive',
      replace: '{ id, isActive',
    },
    {
      file: `${RESOURCE}/webhooks/delivery.store.js`,
      find: `.where('delivery.workspaceId = :workspaceId', { workspaceId })`,
      replace: `.where('true')`,
    },
    {
      file: `${RESOURCE}/webhooks/delivery.store.js`,
      find: '{ id, webhookId, workspaceId }',
      replace: '{ id, webhookId }',
    },
    { file: `${RESOURCE}/webhooks/delivery.store.js`, ...anyWorkspace, times: 2 },
    {
      file: `${RESOURCE}/webhooks/delivery.store.js`,
      find: 'WHERE workspace_id = $1 AND',
      replace: 'WHERE $1::uuid IS NOT NULL AND',
      times: 2,
    },
    { file: `${RESOURCE}/conversations/conversation.store.js`, ...anyRow, times: 3 },
    {
      file: `${RESOURCE}/conversations/conversation.store.js`,
      find: `.where('conversation.workspaceId = :workspaceId', { workspaceId })`,
      replace: `.where('true')`,
    },
    {
      file: `${RESOURCE}/conversations/conversation.store.js`,
      find: `.where('message.workspaceId = :workspaceId', { workspaceId })`,
      replace: `.where('true')`,
    },
    {
      file: `${RESOURCE}/conversations/conversation.store.js`,
      find: 'WHERE workspace_id = $1 AND contacts.phone',
      replace: 'WHERE $1::uuid IS NOT NULL AND contacts.phone',
    },
    { file: `${RESOURCE}/deals/deal.store.js`, ...anyRow, times: 6 },
    {
      file: `${RESOURCE}/deals/deal.store.js`,
      find: `.where('deal.workspaceId = :workspaceId', { workspaceId })`,
      replace: `.where('true')`,
    },
    { file: `${RESOURCE}/pipelines/pipeline.store.js`, ...anyRow, times: 3 },
    {
      file: `${RESOURCE}/pipelines/pipeline.store.js`,
      find: `.where('pipeline.workspaceId = :workspaceId', { workspaceId })`,
      replace: `.where('true')`,
    },
    { file: `${RESOURCE}/pipelines/stages.js`, ...anyWorkspaceFirst, times: 3 },
    {
      file: `${RESOURCE}/pipelines/default-pipeline.js`,
      find: 'FROM pipelines WHERE workspace_id = $2',
      replace: 'FROM pipelines WHERE $2::uuid IS NOT NULL',
    },
    {
      file: `${RESOURCE}/pipelines/default-pipeline.js`,
      find: 'pipeline.workspace_id = $1',
      replace: '$1::uuid IS NOT NULL',
    },
    { file: `${RESOURCE}/reports/report.store.js`, ...anyWorkspaceFirst },
    {
      file: `${AUTH}/usage/usage.store.js`,
      find: 'usage.workspace_id = $1 AND',
      replace: '$1::uuid IS NOT NULL AND',
    },
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
