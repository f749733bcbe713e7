import { testMigrations } from '@latchkey/testing';
import { migrationOptions } from '../src/database/data-source.js';

describe('the migrations', () => {
  testMigrations(migrationOptions);
});
