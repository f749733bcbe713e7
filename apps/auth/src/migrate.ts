import 'reflect-metadata';
import { runMigrations } from '@latchkey/platform';
import { migrationOptions } from './database/data-source.js';

/** `npm run migrate`: brings auth's schema up to this version. Safe to repeat. */
await runMigrations(
  { app: 'AUTH_DATABASE_URL', owner: 'AUTH_OWNER_DATABASE_URL' },
  process.env,
  migrationOptions,
);
