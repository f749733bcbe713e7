import { testMigrations } from '@latchkey/testing';
import { dataSourceOptions } from '../src/database/data-source.js';

describe('the migrations', () => {
  testMigrations(dataSourceOptions);
});
