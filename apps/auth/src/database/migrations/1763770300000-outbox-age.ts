import { type AcrossFunction, addAcross, dropAcross } from '@latchkey/platform';
import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { ACROSS_ROLE, APP_ROLE } from '../roles.js';

const ROLES = { app: APP_ROLE, across: ACROSS_ROLE };

/** For the metrics: for how long the oldest event waits to be told. */
export class OutboxAge1763770300000 implements MigrationInterface {
  name = 'OutboxAge1763770300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(addAcross([OUTBOX_AGE], ROLES));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(dropAcross([OUTBOX_AGE], ROLES));
  }
}

/** Two probes of an index each time. `least` leaves out what is NULL. */
const OUTBOX_AGE: AcrossFunction = {
  name: 'outbox_age',
  takes: 'published bigint',
  returns: 'double precision',
  is: 'STABLE',
  body: `RETURN coalesce(extract(epoch FROM clock_timestamp() - least(
      (SELECT at FROM outbox WHERE position IS NULL ORDER BY inserted LIMIT 1),
      (SELECT at FROM outbox WHERE position > published ORDER BY position LIMIT 1))), 0)::float8;`,
};
