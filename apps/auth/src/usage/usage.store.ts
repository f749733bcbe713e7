import { type ReportUsageRequest } from '@latchkey/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

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
}
