import { postgres } from '@latchkey/platform';
import { type DataSourceOptions } from 'typeorm';
import { ContactEntity } from '../contacts/contact.entity.js';
import { FirstTables1763769600000 } from './migrations/1763769600000-first-tables.js';

export const dataSourceOptions = (url: string): DataSourceOptions =>
  postgres({
    url,
    applicationName: 'latchkey-resource',
    entities: [ContactEntity],
    migrations: [FirstTables1763769600000],
    // Every query of the API is one or two probes of an index.
    queryTimeoutMs: 800,
  });
