import { inWorkspace } from '@latchkey/platform';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { v7 as newId } from 'uuid';

export interface BotSession {
  readonly id: string;
  readonly botId: string;
  readonly createdAt: Date;
}

export interface BotUsage {
  readonly botId: string;
  readonly sessions: number;
  readonly lastSessionAt: Date | null;
}

/** Every method takes the workspace first: there is no way to a bot but through its tenant. */
@Injectable()
export class BotStore {
  constructor(private readonly database: DataSource) {}

  /** Counted in the statement that adds it, so that usage is never beside what happened. Null when there is no such bot. */
  async addSession(workspaceId: string, botId: string): Promise<BotSession | null> {
    const rows = await inWorkspace(this.database, workspaceId, (tables) =>
      tables.query<BotSession[]>(
        `WITH used AS (
         UPDATE bots
            SET session_count = session_count + 1, last_session_at = greatest(last_session_at, now()), updated_at = now()
          WHERE id = $1 AND workspace_id = $2
         RETURNING id
       )
       INSERT INTO bot_sessions (id, workspace_id, bot_id)
       SELECT $3, $2, used.id FROM used
       RETURNING id, bot_id AS "botId", created_at AS "createdAt"`,
        [botId, workspaceId, newId()],
      ),
    );
    return rows[0] ?? null;
  }

  /** Null when there is no such bot. */
  async usage(workspaceId: string, botId: string): Promise<BotUsage | null> {
    const rows = await inWorkspace(this.database, workspaceId, (tables) =>
      tables.query<BotUsage[]>(
        `SELECT id AS "botId", session_count::float8 AS sessions, last_session_at AS "lastSessionAt"
         FROM bots WHERE id = $1 AND workspace_id = $2`,
        [botId, workspaceId],
      ),
    );
    return rows[0] ?? null;
  }
}
