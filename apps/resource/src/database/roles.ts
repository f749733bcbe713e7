/** What resource acts as: it sees the rows of the workspace that it acts in, and no others (promise P9). */
export const APP_ROLE = 'latchkey_resource_app';

/** Nobody logs in as it. The functions of the schema `across` do, and see what they need of every workspace. */
export const ACROSS_ROLE = 'latchkey_resource_across';

export const ROLES = { app: APP_ROLE, across: ACROSS_ROLE };
