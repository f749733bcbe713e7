import 'reflect-metadata';
import { exitWith, UsageError } from '@latchkey/platform';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from './database/data-source.js';

/** `npm run migrate`: brings AUTH_DATABASE_URL's schema up to this version. Safe to repeat. */
try {
  const url = process.env.AUTH_DATABASE_URL;
  if (!url) throw new UsageError('AUTH_DATABASE_URL is not set: it must name the database to migrate.');
  const database = await new DataSource(dataSourceOptions(url)).initialize();
  const applied = await database.runMigrations({ transaction: 'all' });
  console.log(
    applied.length > 0 ? `auth: applied ${applied.map(({ name }) => name).join(', ')}` : 'auth: up to date',
  );
  await database.destroy();
} catch (error) {
  exitWith(error);
}
