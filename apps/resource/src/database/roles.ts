/** What resource acts as: it sees the rows of the workspace that it acts in, and no others (promise P9). */
export const APP_ROLE = 'latchkey_resource_app';
