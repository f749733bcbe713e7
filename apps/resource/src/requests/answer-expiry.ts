import { Expiry } from '@latchkey/platform';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { forget, FORGOTTEN_AT_ONCE } from './first-answers.js';

/** Deletes answers that nobody can ask for any more. */
@Injectable()
export class AnswerExpiry extends Expiry {
  constructor(private readonly database: DataSource) {
    super(FORGOTTEN_AT_ONCE, 'Old answers were not deleted');
  }

  protected deleteBatch(): Promise<number> {
    return forget(this.database);
  }
}
