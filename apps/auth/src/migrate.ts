import 'reflect-metadata';
import { runMigrations } from '@latchkey/platform';
import { dataSourceOptions } from './database/data-source.js';

/** `npm run migrate`: brings AUTH_DATABASE_URL's schema up to this version. Safe to repeat. */
await runMigrations('AUTH_DATABASE_URL', process.env, dataSourceOptions);
