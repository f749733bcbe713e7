import { type AcrossFunction, addAcross, dropAcross } from '@latchkey/platform';
import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { ACROSS_ROLE, APP_ROLE } from '../roles.js';

const ROLES = { app: APP_ROLE, across: ACROSS_ROLE };

/** What `after-restore` needs to find out what a restored database has forgotten, and where. */
export class AfterRestore1763799002000 implements MigrationInterface {
  name = 'AfterRestore1763799002000';

  async up(runner: QueryRunner): Promise<void> {
    // Positions alone, of all workspaces: not sealed. What was told above `after` and up to `until` is not known here.
    await runner.query(`
      CREATE TABLE event_gaps (
        after bigint NOT NULL,
        until bigint PRIMARY KEY,
        noticed_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        taken_back_at timestamptz(3)
      );
      GRANT SELECT, INSERT, UPDATE ON event_gaps TO ${APP_ROLE};`);
    await runner.query(addAcross(FUNCTIONS, ROLES));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(dropAcross(FUNCTIONS, ROLES));
    await runner.query('DROP TABLE event_gaps');
  }
}

/** Which of these events are kept here. */
const EVENTS_KNOWN: AcrossFunction = {
  name: 'events_known',
  takes: 'ids uuid[]',
  returns: 'SETOF uuid',
  is: 'STABLE',
  body: 'RETURN QUERY SELECT id FROM outbox WHERE id = ANY (ids);',
};

/** The oldest first. */
const ALL_WORKSPACES: AcrossFunction = {
  name: 'all_workspaces',
  takes: '',
  returns: 'TABLE (id uuid)',
  is: 'STABLE',
  body: 'RETURN QUERY SELECT id FROM workspaces ORDER BY id;',
};

const FUNCTIONS = [EVENTS_KNOWN, ALL_WORKSPACES];
