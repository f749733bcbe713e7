/** What auth acts as: it sees the rows of the workspace that it acts in, and no others (promise P9). */
export const APP_ROLE = 'latchkey_auth_app';

/** Nobody logs in as it. The functions of the schema `across` do, and see what they need of every workspace. */
export const ACROSS_ROLE = 'latchkey_auth_across';
