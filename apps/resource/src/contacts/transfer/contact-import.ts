import { type FieldErrors, MOST_ASKED_OPERATORS, Refusal } from '@latchkey/contracts';
import { requestValidation } from '@latchkey/platform';
import { Injectable } from '@nestjs/common';
import { type Readable } from 'node:stream';
import { v7 as newId } from 'uuid';
import { KnownOperators } from '../../operators/known-operators.js';
import { namesNo } from '../contact-references.js';
import { CreateContactDto } from '../contact.dto.js';
import { persistently } from './attempts.js';
import { Columns } from './csv-columns.js';
import { ContactBatchStore, type NewLine, type OnDuplicate, type Outcome } from './contact-batch.store.js';
import { csvLines } from './csv-lines.js';
import { ImportReport } from './import-report.js';

/** Lines of a transaction: a statement for so many is done in a tenth of the time that it has. */
const BATCH = Math.min(200, MOST_ASKED_OPERATORS);
const rules = requestValidation();

interface Batch {
  readonly lines: NewLine[];
  readonly phones: Set<string>;
  /** Of lines that are refused already, in their place among the others. */
  readonly refused: Map<number, FieldErrors>;
}

const emptyBatch = (): Batch => ({ lines: [], phones: new Set(), refused: new Map() });

/** Each line by the rules of a contact that is created alone. What was written stays, however the import ends. */
@Injectable()
export class ContactImport {
  constructor(
    private readonly contacts: ContactBatchStore,
    private readonly operators: KnownOperators,
  ) {}

  /**
   * @throws Refusal For a header that is none, before anything is written; or for a file that cannot be read on, or
   *   when nobody can tell: what stands before is written, and the import may be repeated.
   */
  async run(workspaceId: string, file: Readable, onDuplicate: OnDuplicate): Promise<ImportReport> {
    const report = new ImportReport();
    let columns: Columns | null = null;
    let batch = emptyBatch();
    let writing: Promise<void> = Promise.resolve();
    // While PostgreSQL writes one batch, the next is read; written they are one after the other.
    const flush = async (): Promise<void> => {
      const full = batch;
      batch = emptyBatch();
      await writing;
      writing = this.write(workspaceId, full, onDuplicate, report);
      // Whoever waits for it next hears of it.
      writing.catch(() => undefined);
    };
    const lines = csvLines(file);
    try {
      for await (const { line, cells } of lines) {
        if (!columns) {
          columns = new Columns(cells);
          continue;
        }
        const read = await bodyIn(columns, cells);
        if ('errors' in read) batch.refused.set(line, read.errors);
        else {
          // Of two lines with one phone the second finds what the first has made.
          if (batch.phones.has(read.body.phone)) await flush();
          batch.lines.push({ line, id: newId(), body: read.body });
          batch.phones.add(read.body.phone);
        }
        if (batch.lines.length + batch.refused.size >= BATCH) await flush();
      }
    } catch (error) {
      // That the file cannot be read on is told of a line: those before it are imported. A connection that broke says nothing.
      if (columns && error instanceof Refusal && error.kind === 'invalid') await flush();
      await writing;
      throw error;
    }
    if (!columns) throw Refusal.invalid({ body: ['must be CSV, with a first line that names the fields'] });
    await flush();
    await writing;
    return report;
  }

  private async write(
    workspaceId: string,
    { lines, refused }: Batch,
    onDuplicate: OnDuplicate,
    report: ImportReport,
  ): Promise<void> {
    const outcomes = new Map<number, Outcome>(refused);
    const assigned = lines.flatMap(({ body }) => body.assignee_id ?? []);
    const ids = [...new Set(assigned)];
    const known = await persistently(() => this.operators.known(workspaceId, ids));
    const good = lines.filter(({ line, body }) => {
      const isKnown = !body.assignee_id || known.has(body.assignee_id.toLowerCase());
      if (!isKnown) outcomes.set(line, { assignee_id: [namesNo('operator')] });
      return isKnown;
    });
    if (good.length > 0) {
      const written = await persistently(() => this.contacts.write(workspaceId, good, onDuplicate));
      for (const [{ line }, outcome] of written) outcomes.set(line, outcome);
    }
    for (const [line, outcome] of [...outcomes].sort(([one], [other]) => one - other))
      report.note(line, outcome);
  }
}

/** What a line says, if it says what may be said of a contact. */
async function bodyIn(
  columns: Columns,
  cells: readonly string[],
): Promise<{ readonly body: CreateContactDto } | { readonly errors: FieldErrors }> {
  const flaw = columns.flawOf(cells);
  if (flaw) return { errors: flaw };
  try {
    const body: unknown = await rules.transform(columns.bodyOf(cells), {
      type: 'body',
      metatype: CreateContactDto,
    });
    return { body: body as CreateContactDto };
  } catch (error) {
    if (error instanceof Refusal && error.errors) return { errors: error.errors };
    throw error;
  }
}
