import 'reflect-metadata';
import { runMigrations } from '@latchkey/platform';
import { migrationOptions } from './database/data-source.js';

/** `npm run migrate`: brings RESOURCE_DATABASE_URL's schema up to this version. Safe to repeat. */
await runMigrations(
  { app: 'RESOURCE_DATABASE_URL', owner: 'RESOURCE_OWNER_DATABASE_URL' },
  process.env,
  migrationOptions,
);
