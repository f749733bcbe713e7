import {
  daysOf,
  type ReadUsageRequest,
  type ReportUsageRequest,
  type UsageByDay,
  type UsageOfToken,
} from '@latchkey/contracts';
import { inWorkspace } from '@latchkey/platform';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

const USED = `
  FROM token_usage usage
 WHERE usage.workspace_id = $1 AND usage.day BETWEEN $2 AND $3 AND ($4::uuid IS NULL OR usage.token_id = $4)`;

const BY_DAY = `SELECT usage.day::text AS day, sum(usage.requests)::float8 AS requests ${USED} GROUP BY usage.day`;

/** The most used first; of a deleted token its name is known still. */
const BY_TOKEN = `
  WITH top AS (
    SELECT usage.token_id, sum(usage.requests) AS requests ${USED}
     GROUP BY usage.token_id ORDER BY 2 DESC, 1 LIMIT $5)
  SELECT usage.token_id, token.name, usage.day::text AS day, usage.requests::float8 AS requests
    FROM top
    JOIN api_tokens token ON token.id = top.token_id
    JOIN token_usage usage ON usage.token_id = top.token_id AND usage.day BETWEEN $2 AND $3
   ORDER BY top.requests DESC, usage.token_id`;

interface Used {
  readonly day: string;
  readonly requests: number;
}
interface UsedToken extends Used {
  readonly token_id: string;
  readonly name: string;
}

@Injectable()
export class UsageStore {
  constructor(private readonly database: DataSource) {}

  /** Counts whole or not at all; the repetition of a report that counted already changes nothing. */
  async count({ report_id, uses }: ReportUsageRequest): Promise<void> {
    await this.database.query('SELECT across.count_usage($1, $2, $3, $4, $5)', [
      report_id,
      uses.map(({ token_id }) => token_id),
      uses.map(({ secret_id = null }) => secret_id),
      uses.map(({ requests }) => requests),
      uses.map(({ last_ms_ago }) => last_ms_ago),
    ]);
  }

  /** @throws Refusal When the range is none, or too long. */
  async read({ workspace_id, from, to, token_id, limit }: ReadUsageRequest): Promise<UsageByDay> {
    const days = daysOf({ from, to });
    return inWorkspace(this.database, workspace_id, async (rows) => {
      const asked = [workspace_id, from, to, token_id ?? null];
      const all = await rows.query<Used[]>(BY_DAY, asked);
      const each = await rows.query<UsedToken[]>(BY_TOKEN, [...asked, limit]);
      return { requests_by_day: numbersFor(days, all), tokens: tokensIn(days, each) };
    });
  }
}

function tokensIn(days: readonly string[], rows: readonly UsedToken[]): UsageOfToken[] {
  const names = new Map(rows.map(({ token_id, name }) => [token_id, name]));
  return [...names].map(([token_id, name]) => ({
    token_id,
    name,
    requests_by_day: numbersFor(
      days,
      rows.filter((row) => row.token_id === token_id),
    ),
  }));
}

/** 0 for a day of which nothing is known. */
function numbersFor(days: readonly string[], rows: readonly Used[]): number[] {
  const requests = new Map(rows.map((row) => [row.day, row.requests]));
  return days.map((day) => requests.get(day) ?? 0);
}
