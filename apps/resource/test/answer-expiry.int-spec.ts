import { v7 as newId } from 'uuid';
import { AnswerExpiry } from '../src/requests/answer-expiry.js';
import { FORGOTTEN_AT_ONCE } from '../src/requests/first-answers.js';
import { ResourceDatabase } from './resource-database.js';

/** Answers of two workspaces: more than one batch, and one. */
const OLD = FORGOTTEN_AT_ONCE + 5;

let database: ResourceDatabase;
beforeAll(async () => {
  database = await ResourceDatabase.start();
});
afterAll(() => database.stop());

const answered = (hoursAgo: number, count = 1): Promise<unknown> =>
  database.query(
    `INSERT INTO first_answers (workspace_id, principal_id, key_digest, request_digest, status, body, created_at)
     SELECT $1, $1, sha256(n::text::bytea), sha256('request'), 201, '{}', now() - $2 * interval '1 hour'
       FROM generate_series(1, $3::int) AS n`,
    [newId(), hoursAgo, count],
  );

it('deletes the answers that nobody can ask for any more, of every workspace, and no other', async () => {
  await answered(26, OLD);
  await answered(25.1);
  await answered(24.9);
  await answered(0);
  await new AnswerExpiry(database.orm).run();
  const [left] = await database.query<{ count: number; oldest: number }>(
    `SELECT count(*)::int, round(extract(epoch FROM now() - min(created_at)) / 360) / 10 AS oldest FROM first_answers`,
  );
  expect({ ...left, oldest: Number(left?.oldest) }).toEqual({ count: 2, oldest: 24.9 });
});
