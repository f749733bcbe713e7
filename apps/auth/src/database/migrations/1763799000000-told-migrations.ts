import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { APP_ROLE } from '../roles.js';

/** So that a service that is newer than its database can tell, and says so, instead of failing at what it lacks. */
export class ToldMigrations1763799000000 implements MigrationInterface {
  name = 'ToldMigrations1763799000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`GRANT SELECT ON migrations TO ${APP_ROLE}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`REVOKE SELECT ON migrations FROM ${APP_ROLE}`);
  }
}
