export { createDatabase, type TestDatabase } from './database.js';
export { eventually } from './eventually.js';
export { http, type HttpAnswer, type HttpClient } from './http.js';
export { type Latchkey, type Operator, startLatchkey } from './latchkey.js';
export { type PrivatePostgres, startPrivatePostgres } from './private-postgres.js';
export { startPrivateRedis } from './private-redis.js';
export { type PrivateStore } from './private-store.js';
export { testRedisUrl } from './shared-stores.js';
export { testPassword } from './test-password.js';
