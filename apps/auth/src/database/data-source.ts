import { type DataSourceOptions } from 'typeorm';
import { AuditEntryEntity } from '../audit/audit-entry.entity.js';
import { OperatorEntity } from '../operators/operator.entity.js';
import { RefreshTokenEntity } from '../sessions/refresh-token.entity.js';
import { SessionEntity } from '../sessions/session.entity.js';
import { ApiTokenEntity } from '../tokens/api-token.entity.js';
import { WorkspaceEntity } from '../workspaces/workspace.entity.js';
import { FirstTables1763769600000 } from './migrations/1763769600000-first-tables.js';

/** Classes, not globs: what a process uses is what the compiler saw. */
export const dataSourceOptions = (url: string): DataSourceOptions => ({
  type: 'postgres',
  url,
  applicationName: 'latchkey-auth',
  entities: [
    ApiTokenEntity,
    AuditEntryEntity,
    OperatorEntity,
    RefreshTokenEntity,
    SessionEntity,
    WorkspaceEntity,
  ],
  migrations: [FirstTables1763769600000],
  migrationsTableName: 'migrations',
  synchronize: false,
  installExtensions: false,
  extra: {
    max: 20,
    // A verification that cannot get a connection must end while its caller still waits (promise P6).
    connectionTimeoutMillis: 500,
    query_timeout: 5_000,
    keepAlive: true,
  },
});
