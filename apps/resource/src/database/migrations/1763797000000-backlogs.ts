import { type AcrossFunction, addAcross, dropAcross } from '@latchkey/platform';
import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { ROLES } from '../roles.js';

/** For the metrics: how many messages and deliveries are due, of all workspaces, and for how long the oldest has been. */
export class Backlogs1763797000000 implements MigrationInterface {
  name = 'Backlogs1763797000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX webhook_deliveries_next ON webhook_deliveries (next_at) WHERE status = 'pending';
      ${addAcross([MESSAGE_BACKLOG, WEBHOOK_BACKLOG], ROLES)}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${dropAcross([MESSAGE_BACKLOG, WEBHOOK_BACKLOG], ROLES)}
      DROP INDEX webhook_deliveries_next;`);
  }
}

/** Counting stops there: it is asked for every few seconds, and 10,000 that wait are too many in any case. */
const MOST = 10_000;

/** @param rows Those that have a due time, which an index has in its order. */
const backlog = (name: string, due: string, rows: string): AcrossFunction => ({
  name,
  takes: '',
  returns: 'TABLE (due integer, oldest_seconds double precision)',
  is: 'STABLE',
  body: `RETURN QUERY SELECT
      (SELECT count(*)::integer FROM (SELECT FROM ${rows} AND ${due} <= now() LIMIT ${MOST}) counted),
      greatest(0, coalesce(extract(epoch FROM now() - (SELECT ${due} FROM ${rows} ORDER BY ${due} LIMIT 1)), 0))::float8;`,
});

const MESSAGE_BACKLOG = backlog('message_backlog', 'due_at', 'messages WHERE due_at IS NOT NULL');
const WEBHOOK_BACKLOG = backlog('webhook_backlog', 'next_at', "webhook_deliveries WHERE status = 'pending'");
