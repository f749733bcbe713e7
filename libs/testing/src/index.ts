export { freePort } from '../../../tools/stores/ports.mjs';
export { createDatabase, type TestDatabase } from './database.js';
export { eventually } from './eventually.js';
export { http, type HttpAnswer, type HttpClient, type HttpRequest } from './http.js';
export {
  type Latchkey,
  type LatchkeyOptions,
  type Operator,
  startLatchkey,
  type Workspace,
} from './latchkey.js';
export { createMigratedDatabase } from './migrated-database.js';
export { type PrivatePostgres, startPrivatePostgres } from './private-postgres.js';
export { type PrivateRedisOptions, startPrivateRedis } from './private-redis.js';
export { type PrivateStore, type StopKind } from './private-store.js';
export { type Replica } from './replica.js';
export { testRedisUrl } from './shared-stores.js';
export { testPassword } from './test-password.js';
