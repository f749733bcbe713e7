import { type FieldErrors, Refusal } from '@latchkey/contracts';
import { type ContactDto } from '../contact.dto.js';
import { csvLine, guarded, joined, separated, unguarded } from './csv-cells.js';

/** Of a file that is exported, in this order; an import may have them in any. */
const COLUMNS = [
  'id',
  'firstname',
  'lastname',
  'phone',
  'email',
  'company',
  'type',
  'status_id',
  'source_id',
  'group_ids',
  'assignee_id',
  'tags',
  'custom_fields',
  'created_at',
  'updated_at',
] as const satisfies readonly (keyof ContactDto)[];

/** What Latchkey gives a contact: an import reads it and leaves it. */
const OURS: readonly string[] = ['id', 'created_at', 'updated_at'];
const NEEDED = ['firstname', 'phone'] as const;
const CUSTOM = 'custom_fields.';
const MOST_COLUMNS = 200;
const NOT_UTF8 = '\u{fffd}';

export const HEADER_LINE = csvLine(COLUMNS);

export const lineOf = (contact: ContactDto): string =>
  csvLine(COLUMNS.map((column) => cellOf(contact[column])));

function cellOf(value: ContactDto[keyof ContactDto]): string {
  if (value === null) return '';
  // In E.164 form it computes to itself.
  if (typeof value === 'string') return /^\+\d+$/.test(value) ? value : guarded(value);
  if (Array.isArray(value)) return guarded(joined(value as readonly string[]));
  return Object.keys(value).length > 0 ? JSON.stringify(value) : '';
}

/** The first line of a file, which says what stands in the others. */
export class Columns {
  /** @throws Refusal By column: before anything is written. */
  constructor(private readonly names: readonly string[]) {
    if (names.length > MOST_COLUMNS)
      throw Refusal.invalid({ body: [`has more than ${MOST_COLUMNS} columns`] });
    const errors: Record<string, string[]> = {};
    names.forEach((name, index) => {
      if (!isKnown(name)) errors[name.slice(0, 100)] = ['is not a known field'];
      else if (names.indexOf(name) < index) errors[name] = ['is a column twice'];
    });
    for (const name of NEEDED) if (!names.includes(name)) errors[name] = ['is a column that is needed'];
    if (Object.keys(errors).length > 0) throw Refusal.invalid(errors);
  }

  /** Why a line cannot be read under this header; null: it can. */
  flawOf(cells: readonly string[]): FieldErrors | null {
    if (cells.length !== this.names.length) {
      return { line: [`has ${cells.length} cells, and the header ${this.names.length}`] };
    }
    const odd = this.names.filter((_, index) => cells[index]?.includes(NOT_UTF8));
    return odd.length > 0 ? Object.fromEntries(odd.map((name) => [name, ['is not UTF-8']])) : null;
  }

  /** As `POST contacts` takes it. An empty cell says nothing of its field. */
  bodyOf(cells: readonly string[]): Record<string, unknown> {
    const body: Record<string, unknown> = {};
    const custom: [string, unknown][] = [];
    this.names.forEach((name, index) => {
      const cell = cells[index] ?? '';
      if (cell === '' || OURS.includes(name)) return;
      if (name.startsWith(CUSTOM)) custom.push([name.slice(CUSTOM.length), unguarded(cell)]);
      else body[name] = valueOf(name, unguarded(cell));
    });
    if (custom.length > 0) body.custom_fields = withKeys(body.custom_fields, custom);
    return body;
  }
}

const isKnown = (name: string): boolean =>
  (COLUMNS as readonly string[]).includes(name) || (name.startsWith(CUSTOM) && name.length > CUSTOM.length);

function valueOf(name: string, text: string): unknown {
  if (name === 'tags' || name === 'group_ids') return separated(text);
  return name === 'custom_fields' ? objectIn(text) : text;
}

/** What is no JSON stays a text, for the rules of contacts to refuse. */
function objectIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Beside a cell that is no object, the keys are of no use: it is refused as it is. */
function withKeys(fields: unknown, keys: readonly [string, unknown][]): unknown {
  const isObject = fields === undefined || (typeof fields === 'object' && fields !== null);
  return isObject ? Object.fromEntries([...Object.entries(fields ?? {}), ...keys]) : fields;
}
