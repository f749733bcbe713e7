import {
  type AcrossFunction,
  addAcross,
  provideAcross,
  removeAcross,
  sealTable,
  seenAcross,
} from '@latchkey/platform';
import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { APP_ROLE, ROLES } from '../roles.js';

/** What was answered to requests with an idempotency key; and the first function that looks across workspaces (P9). */
export class FirstAnswers1763785000000 implements MigrationInterface {
  name = 'FirstAnswers1763785000000';

  async up(runner: QueryRunner): Promise<void> {
    // An answer is null only inside the transaction that makes it. `body` is text: jsonb would change the order of fields.
    await runner.query(`
      CREATE TABLE first_answers (
        workspace_id uuid NOT NULL,
        principal_id uuid NOT NULL,
        key_digest bytea NOT NULL,
        request_digest bytea NOT NULL,
        status smallint,
        body text,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        PRIMARY KEY (workspace_id, principal_id, key_digest)
      );
      CREATE INDEX first_answers_age ON first_answers (created_at);
      ${sealTable('first_answers', APP_ROLE)}
      ${provideAcross(ROLES)}
      ${seenAcross('first_answers', 'SELECT, UPDATE, DELETE', ROLES)}
      ${addAcross([FORGET_ANSWERS], ROLES)}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`${removeAcross(ROLES)} DROP TABLE first_answers;`);
  }
}

/** Replicas take different rows. */
export const FORGET_ANSWERS: AcrossFunction = {
  name: 'forget_answers',
  takes: 'life_seconds integer, batch integer',
  returns: 'integer',
  is: 'VOLATILE',
  body: `
    DECLARE done integer;
    BEGIN
    WITH forgotten AS (
      DELETE FROM first_answers WHERE (workspace_id, principal_id, key_digest) IN (
        SELECT workspace_id, principal_id, key_digest FROM first_answers
         WHERE created_at < now() - life_seconds * interval '1 second'
         ORDER BY created_at LIMIT batch FOR UPDATE SKIP LOCKED) RETURNING 1
    )
    SELECT count(*) INTO done FROM forgotten;
    RETURN done;
    END;`,
};
