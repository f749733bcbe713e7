import { type ReportUsageRequest } from '@latchkey/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** A guard gives a report up long before: its repetition finds that it counted already. */
const REMEMBERED = `interval '1 day'`;
/** Forgotten with each report: more than come in, so that the table stays small without a task of its own. */
const FORGOTTEN_AT_ONCE = 10;

/**
 * One statement, so that a report counts whole or not at all. In the order of the tokens: two reports that name the
 * same ones wait for each other, and never for ever. A day is one of UTC.
 */
const COUNT = `
  WITH forgotten AS (
    DELETE FROM usage_reports WHERE id IN (
      SELECT id FROM usage_reports WHERE at < now() - ${REMEMBERED}
       ORDER BY at LIMIT ${FORGOTTEN_AT_ONCE} FOR UPDATE SKIP LOCKED)
  ), report AS (
    INSERT INTO usage_reports (id) VALUES ($1) ON CONFLICT DO NOTHING RETURNING id
  ), used AS (
    SELECT token_id, secret_id, requests, now() - last_ms_ago * interval '1 millisecond' AS last_used_at
      FROM unnest($2::uuid[], $3::uuid[], $4::bigint[], $5::bigint[])
        AS use (token_id, secret_id, requests, last_ms_ago)
     WHERE EXISTS (SELECT FROM report) AND EXISTS (SELECT FROM api_tokens WHERE id = token_id)
  ), of_superseded AS (
    SELECT id FROM superseded_secrets WHERE id = ANY ($3) ORDER BY id FOR UPDATE
  ), superseded AS (
    UPDATE superseded_secrets secret
       SET requests = secret.requests + used.requests,
           last_used_at = greatest(secret.last_used_at, used.last_used_at)
      FROM used JOIN of_superseded ON of_superseded.id = used.secret_id
     WHERE secret.id = used.secret_id AND secret.token_id = used.token_id
  )
  INSERT INTO token_usage (token_id, day, requests, last_used_at)
  SELECT token_id, (max(last_used_at) AT TIME ZONE 'UTC')::date, sum(requests), max(last_used_at)
    FROM used GROUP BY token_id ORDER BY token_id
  ON CONFLICT (token_id, day) DO UPDATE
    SET requests = token_usage.requests + excluded.requests,
        last_used_at = greatest(token_usage.last_used_at, excluded.last_used_at)`;

@Injectable()
export class UsageStore {
  constructor(private readonly database: DataSource) {}

  async count({ report_id, uses }: ReportUsageRequest): Promise<void> {
    await this.database.query(COUNT, [
      report_id,
      uses.map(({ token_id }) => token_id),
      uses.map(({ secret_id = null }) => secret_id),
      uses.map(({ requests }) => requests),
      uses.map(({ last_ms_ago }) => last_ms_ago),
    ]);
  }
}
