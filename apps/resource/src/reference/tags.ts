/** What the parts of the API are about, in the order in which the page shows them. */
export const TAGS: Readonly<Record<string, string>> = {
  contacts: 'People, and what is known of them.',
  statuses: 'How far a contact has come.',
  sources: 'Where contacts come from.',
  groups: 'Sets of contacts.',
  messages: 'Messages to phone numbers, and what became of them.',
  templates: 'Texts with gaps that the provider has approved.',
  'template bots': 'Bots that answer with a template.',
  'message bots': 'Bots that answer with a text.',
  bots: 'Sessions with bots.',
  token: 'Whose credentials these are.',
  auth: 'Operators’ sessions.',
  'api-keys': 'Tokens: issued, changed, rotated, revoked, imported. With an operator’s session only.',
  team: 'The operators of a workspace. With an operator’s session only.',
  workspace: 'What holds for all tokens of a workspace. With an operator’s session only.',
  health: 'For load balancers and orchestrators.',
};
