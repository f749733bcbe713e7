import { type AcrossFunction, addAcross } from '@latchkey/platform';
import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { ACROSS_ROLE, APP_ROLE } from '../roles.js';
import { FORGET_REPLIES } from './1763770101000-across.js';

const ROLES = { app: APP_ROLE, across: ACROSS_ROLE };

/**
 * A batch that is never larger than was asked for. A subquery with LIMIT and FOR UPDATE behind IN may run once for each
 * row, where PostgreSQL takes that for the quicker plan, and then skips what it took before. A materialized WITH runs once.
 */
export class ExactBatches1763799003000 implements MigrationInterface {
  name = 'ExactBatches1763799003000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(addAcross([FORGET_REPLIES_EXACTLY], ROLES));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(addAcross([FORGET_REPLIES], ROLES));
  }
}

const FORGET_REPLIES_EXACTLY: AcrossFunction = {
  ...FORGET_REPLIES,
  body: `
    DECLARE done integer;
    BEGIN
    WITH old AS MATERIALIZED (
      SELECT principal_id, key_digest FROM idempotent_replies
       WHERE created_at < now() - life_seconds * interval '1 second'
       ORDER BY created_at LIMIT batch FOR UPDATE SKIP LOCKED
    ), forgotten AS (
      DELETE FROM idempotent_replies reply USING old
       WHERE (reply.principal_id, reply.key_digest) = (old.principal_id, old.key_digest) RETURNING 1
    )
    SELECT count(*) INTO done FROM forgotten;
    RETURN done;
    END;`,
};
