export { freePort } from '../../../tools/stores/ports.mjs';
export { createDatabase, type TestDatabase } from './database.js';
export { eventually } from './eventually.js';
export { type PrivatePostgres, startPrivatePostgres } from './private-postgres.js';
export { type PrivateRedisOptions, startPrivateRedis } from './private-redis.js';
export { type PrivateStore, type StopKind } from './private-store.js';
export { testRedisUrl } from './shared-stores.js';
export { testPassword } from './test-password.js';
