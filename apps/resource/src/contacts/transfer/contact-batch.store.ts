import { type FieldErrors } from '@latchkey/contracts';
import { inWorkspace } from '@latchkey/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { newContactOf } from '../contact-columns.js';
import { holdReferences } from '../contact-references.js';
import { type CreateContactDto } from '../contact.dto.js';
import { PHONE_TAKEN } from '../contact.store.js';
import { isSmallJson, TOO_MUCH_JSON } from '../custom-fields.js';

/** What becomes of a line whose phone a contact has already. */
export const ON_DUPLICATE = ['refuse', 'skip', 'update'] as const;
export type OnDuplicate = (typeof ON_DUPLICATE)[number];

/** What a line says, in the words of the API. */
export type LineBody = Pick<CreateContactDto, keyof CreateContactDto>;

/** A line that is in order by itself. */
export interface NewLine {
  readonly line: number;
  /** Of the contact that it makes; chosen before, so that a repeated attempt knows what an earlier one made. */
  readonly id: string;
  readonly body: LineBody;
}

export type Outcome = 'created' | 'updated' | 'skipped' | FieldErrors;

interface Taken {
  readonly id: string;
  readonly phone: string;
  readonly custom_fields: object;
}

const FIELDS = `firstname text, lastname text, phone text, email text, company text, type text, status_id uuid,
  source_id uuid, assignee_id uuid, tags text[], custom_fields jsonb`;
const NAMES = FIELDS.replaceAll(/ (?:text|uuid|jsonb)(?:\[\])?/g, '');

/** Contacts in numbers: a batch is one transaction, of a statement or two for each table. */
@Injectable()
export class ContactBatchStore {
  constructor(private readonly database: DataSource) {}

  /**
   * One outcome for each line. Of each phone there is one line at most.
   * @param lines Written in the order of their phones, so that two imports of the same people do not lock each other.
   */
  write(
    workspaceId: string,
    lines: readonly NewLine[],
    onDuplicate: OnDuplicate,
  ): Promise<Map<NewLine, Outcome>> {
    return inWorkspace(this.database, workspaceId, async (rows) => {
      const outcomes = new Map<NewLine, Outcome>();
      const contacts = new Map(lines.map((line) => [line, newContactOf(line.body)]));
      const check = await holdReferences(rows, workspaceId, [...contacts.values()]);
      for (const [line, contact] of contacts) {
        const errors = check(contact);
        if (errors) outcomes.set(line, errors);
      }
      const good = lines.filter((line) => !outcomes.has(line)).sort(byPhone);
      await insert(rows, workspaceId, good);
      const takenBy = await holdersOf(rows, workspaceId, good, onDuplicate === 'update');
      const updated: NewLine[] = [];
      for (const line of good) {
        const taken = takenBy.get(line.body.phone);
        const outcome = outcomeOf(line, taken, onDuplicate);
        outcomes.set(line, outcome);
        if (outcome === 'updated' && taken)
          updated.push({ ...line, id: taken.id, body: merged(line.body, taken) });
      }
      await update(rows, workspaceId, updated);
      const created = good.filter((line) => outcomes.get(line) === 'created');
      await setGroups(rows, workspaceId, [...created, ...updated]);
      return outcomes;
    });
  }
}

const byPhone = (one: NewLine, other: NewLine): number => (one.body.phone < other.body.phone ? -1 : 1);

/** Nobody has the phone when whoever had it was deleted at this moment. */
function outcomeOf({ id, body }: NewLine, taken: Taken | undefined, onDuplicate: OnDuplicate): Outcome {
  if (taken?.id === id) return 'created';
  if (!taken || onDuplicate === 'refuse') return { phone: [PHONE_TAKEN] };
  if (onDuplicate === 'skip') return 'skipped';
  return isSmallJson(merged(body, taken).custom_fields) ? 'updated' : { custom_fields: [TOO_MUCH_JSON] };
}

/** Custom fields that a line does not name stay, like all that it does not name. */
const merged = (body: LineBody, taken: Taken): LineBody => ({
  ...body,
  custom_fields: { ...taken.custom_fields, ...body.custom_fields },
});

/** By phone: who has it now, be it the line's own contact. */
async function holdersOf(
  rows: EntityManager,
  workspaceId: string,
  lines: readonly NewLine[],
  willChange: boolean,
): Promise<Map<string, Taken>> {
  const found = await rows.query<Taken[]>(
    `SELECT id, phone, custom_fields FROM contacts
      WHERE workspace_id = $1 AND phone = ANY ($2::text[]) AND NOT shares_phone
      ORDER BY phone ${willChange ? 'FOR NO KEY UPDATE' : ''}`,
    [workspaceId, lines.map(({ body }) => body.phone)],
  );
  return new Map(found.map((taken) => [taken.phone, taken]));
}

const insert = (rows: EntityManager, workspaceId: string, lines: readonly NewLine[]): Promise<unknown> =>
  rows.query(
    `INSERT INTO contacts (id, workspace_id, ${NAMES})
     SELECT id, $1, ${NAMES} FROM jsonb_to_recordset($2) AS new (id uuid, ${FIELDS})
     ON CONFLICT (workspace_id, phone) WHERE NOT shares_phone DO NOTHING`,
    [workspaceId, JSON.stringify(lines.map(({ id, body }) => ({ ...DEFAULTS, ...body, id })))],
  );

const DEFAULTS = { type: 'lead', tags: [], custom_fields: {} };

/** A line that says nothing of a field leaves it. */
async function update(rows: EntityManager, workspaceId: string, lines: readonly NewLine[]): Promise<void> {
  if (lines.length === 0) return;
  const changes = NAMES.split(/,\s*/).map((name) => `${name} = coalesce(new.${name}, contacts.${name})`);
  await rows.query(
    `UPDATE contacts SET ${changes.join(', ')}, updated_at = now()
       FROM jsonb_to_recordset($2) AS new (id uuid, ${FIELDS})
      WHERE contacts.workspace_id = $1 AND contacts.id = new.id`,
    [workspaceId, JSON.stringify(lines.map(({ id, body }) => ({ ...body, id })))],
  );
}

async function setGroups(rows: EntityManager, workspaceId: string, lines: readonly NewLine[]): Promise<void> {
  const wanted = lines.flatMap(({ id, body }) => (body.group_ids ? [{ id, group_ids: body.group_ids }] : []));
  if (wanted.length === 0) return;
  await rows.query('DELETE FROM contact_groups WHERE workspace_id = $1 AND contact_id = ANY ($2::uuid[])', [
    workspaceId,
    wanted.map(({ id }) => id),
  ]);
  await rows.query(
    `INSERT INTO contact_groups (workspace_id, contact_id, group_id)
     SELECT DISTINCT $1::uuid, id, unnest(group_ids)
       FROM jsonb_to_recordset($2) AS wanted (id uuid, group_ids uuid[])`,
    [workspaceId, JSON.stringify(wanted)],
  );
}
