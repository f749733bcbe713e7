import { sealTable } from '@latchkey/platform';
import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { APP_ROLE } from '../roles.js';

/** What a contact is found by. */
const textOf = (row: string): string =>
  `concat_ws(' ', ${row}.firstname, ${row}.lastname, ${row}.company, ${row}.email, ${row}.phone)`;

/**
 * Contacts are searched by the beginnings of their words. Under row-level security PostgreSQL uses an index for operators
 * that leak nothing, such as `<` of texts, and for no pattern and no text search: hence a row for each word. Triggers
 * keep them, in the transaction of the change, whoever changes a contact.
 */
export class ContactWords1763790001000 implements MigrationInterface {
  name = 'ContactWords1763790001000';

  async up(runner: QueryRunner): Promise<void> {
    // A word is the same whatever its case and its accents; what is longer than an index can hold is cut.
    await runner.query(String.raw`
      CREATE FUNCTION search_words(content text) RETURNS SETOF text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT DISTINCT left(word, 40)
          FROM regexp_split_to_table(
                 regexp_replace(lower(normalize(content, NFKD) COLLATE "und-x-icu"), '[\u0300-\u036f]', '', 'g'),
                 '[[:space:][:punct:]+=<>|~^$${'`'}]+') AS word
         WHERE word <> ''
      $$;`);
    await runner.query(`
      CREATE TABLE contact_words (
        workspace_id uuid NOT NULL,
        word text COLLATE "C" NOT NULL,
        contact_id uuid NOT NULL,
        PRIMARY KEY (workspace_id, word, contact_id)
      );
      ALTER TABLE contacts NO FORCE ROW LEVEL SECURITY;
      INSERT INTO contact_words (workspace_id, word, contact_id)
      SELECT workspace_id, word, id FROM contacts, search_words(${textOf('contacts')}) AS word;
      ALTER TABLE contacts FORCE ROW LEVEL SECURITY;
      CREATE INDEX contact_words_by_contact ON contact_words (workspace_id, contact_id, word);
      ${sealTable('contact_words', APP_ROLE)}

      CREATE FUNCTION keep_contact_words() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP <> 'INSERT' THEN
          DELETE FROM contact_words WHERE workspace_id = OLD.workspace_id AND contact_id = OLD.id;
        END IF;
        IF TG_OP <> 'DELETE' THEN
          INSERT INTO contact_words (workspace_id, word, contact_id)
          SELECT NEW.workspace_id, word, NEW.id FROM search_words(${textOf('NEW')}) AS word;
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER contacts_words_kept AFTER INSERT OR DELETE ON contacts
        FOR EACH ROW EXECUTE FUNCTION keep_contact_words();
      CREATE TRIGGER contacts_words_changed AFTER UPDATE ON contacts
        FOR EACH ROW WHEN (${textOf('OLD')} <> ${textOf('NEW')}) EXECUTE FUNCTION keep_contact_words();`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER contacts_words_kept ON contacts;
      DROP TRIGGER contacts_words_changed ON contacts;
      DROP FUNCTION keep_contact_words;
      DROP TABLE contact_words;
      DROP FUNCTION search_words;`);
  }
}
