import { type LogEntry, type LogPosition } from '@latchkey/contracts';
import { randomUUID } from 'node:crypto';
import { Changes } from '../src/audit/changes.js';
import { type LoggedChange } from '../src/change-log/change-log.js';
import { type AuthDatabase } from './auth-fixture.js';

interface GuardRow {
  readonly position: number;
  readonly offered: number;
  readonly lease_ms: number;
}

/** The log and the registry as a test sees and changes them. */
export class GuardLog {
  readonly workspaceId = randomUUID();
  readonly changes: Changes;

  constructor(private readonly database: AuthDatabase) {
    this.changes = new Changes(database.orm);
  }

  /** No guards; the log stays, for its numbers only grow. */
  async empty(): Promise<void> {
    await this.database.query('DELETE FROM guards');
  }

  /** A change as any other, to nothing in particular. */
  async commit(id: string = randomUUID()): Promise<LoggedChange> {
    const { logged } = await this.changes.commitLogged(this.workspaceId, (change) => {
      change.touch(id);
      return Promise.resolve(null);
    });
    if (!logged) throw new Error('Nothing was logged');
    return logged;
  }

  /** A change, as guards are sent it. */
  async append(): Promise<LogEntry> {
    const { number } = await this.commit();
    const [row] = await this.database.query<{ entry_id: string; touches: string[] }>(
      'SELECT entry_id, touches FROM change_log WHERE number = $1',
      [number],
    );
    if (!row) throw new Error('It is not in the log');
    return { number, ...row };
  }

  async appendMany(count: number): Promise<void> {
    await this.database.query(
      `WITH added AS (
         INSERT INTO change_log (number, entry_id, touches)
         SELECT head.number + nth, gen_random_uuid(), '{}' FROM change_head head, generate_series(1, $1) nth
         RETURNING number, entry_id)
       UPDATE change_head SET (number, entry_id) =
         (SELECT number, entry_id FROM added ORDER BY number DESC LIMIT 1)`,
      [count],
    );
  }

  /** As after a restore. */
  async loseEnd({ number, entry_id }: LogPosition): Promise<void> {
    await this.database.query('DELETE FROM change_log WHERE number > $1', [number]);
    await this.database.query('UPDATE change_head SET number = $1, entry_id = $2', [number, entry_id]);
  }

  async head(): Promise<LogPosition> {
    const [row] = await this.database.query<{ number: string; entry_id: string }>(
      'SELECT number, entry_id FROM change_log ORDER BY number DESC LIMIT 1',
    );
    return { number: Number(row?.number), entry_id: String(row?.entry_id) };
  }

  async guard(id: string): Promise<GuardRow | undefined> {
    const [row] = await this.database.query<GuardRow>(
      'SELECT position::int, offered::int, lease_ms FROM guards WHERE id = $1',
      [id],
    );
    return row;
  }
}
