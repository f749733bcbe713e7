import { Expiry } from '@latchkey/platform';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** A guard that lacks so many empties its cache anyway. Many more than are ever sent, so gaps at the end harm nobody. */
const KEPT_ENTRIES = 10_000;
const KEPT_SECONDS = 60 * 60;
const BATCH = 1_000;

/** Never the newest: whoever reads the head finds an entry. Nor one whose effect was not told yet. */
const PRUNE = `
  WITH old AS MATERIALIZED (
    SELECT entry.number FROM change_log entry, effective_head told
     WHERE entry.number <= LEAST(told.number, (SELECT max(number) FROM change_log) - $1)
       AND entry.at < now() - $2 * interval '1 second'
     ORDER BY entry.number LIMIT $3 FOR UPDATE OF entry SKIP LOCKED)
  DELETE FROM change_log entry USING old WHERE entry.number = old.number`;

/** Forgets old changes. */
@Injectable()
export class LogPruning extends Expiry {
  constructor(private readonly database: DataSource) {
    super(BATCH, 'Old changes were not forgotten');
  }

  protected async deleteBatch(): Promise<number> {
    const [, pruned] = await this.database.query<[unknown, number]>(PRUNE, [
      KEPT_ENTRIES,
      KEPT_SECONDS,
      BATCH,
    ]);
    return pruned;
  }
}
