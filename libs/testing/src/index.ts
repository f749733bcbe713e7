export { freePort } from '../../../tools/stores/ports.mjs';
export { createDatabase, type TestDatabase } from './database.js';
export { eventually } from './eventually.js';
export { testRedisUrl } from './shared-stores.js';
export { testPassword } from './test-password.js';
