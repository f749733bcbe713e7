import { type FieldErrors } from '@latchkey/contracts';
import { type Outcome } from './contact-batch.store.js';

export interface RefusedLine {
  readonly line: number;
  readonly errors: FieldErrors;
}

const MOST_ERRORS = 1_000;

/** What became of every line. The reasons are told of the first thousand that were refused, whatever the file is. */
export class ImportReport {
  lines = 0;
  created = 0;
  updated = 0;
  skipped = 0;
  refused = 0;
  readonly errors: RefusedLine[] = [];

  note(line: number, outcome: Outcome): void {
    this.lines++;
    if (typeof outcome === 'string') {
      this[outcome]++;
      return;
    }
    this.refused++;
    if (this.errors.length < MOST_ERRORS) this.errors.push({ line, errors: outcome });
  }
}
