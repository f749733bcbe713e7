import { type DataSourceOptions } from 'typeorm';
import { ContactEntity } from '../contacts/contact.entity.js';
import { FirstTables1763769600000 } from './migrations/1763769600000-first-tables.js';

/** Classes, not globs: what a process uses is what the compiler saw. */
export const dataSourceOptions = (url: string): DataSourceOptions => ({
  type: 'postgres',
  url,
  applicationName: 'latchkey-resource',
  entities: [ContactEntity],
  migrations: [FirstTables1763769600000],
  migrationsTableName: 'migrations',
  synchronize: false,
  installExtensions: false,
  extra: {
    max: 20,
    // "Cannot tell" is said within a second (promise P6): every query of the API is one or two probes of an index.
    connectionTimeoutMillis: 500,
    query_timeout: 800,
    keepAlive: true,
  },
});
