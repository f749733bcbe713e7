import { randomUUID } from 'node:crypto';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { createDatabase, type TestDatabase } from './database.js';
import { patient } from './patient.js';
import { atScale } from './scale.js';

interface SealedDatabase {
  /** As the app, and as who owns the tables. */
  readonly optionsOfApp: (url: string) => DataSourceOptions;
  readonly optionsOfOwner: (url: string) => DataSourceOptions;
  /** As the app works: in a transaction of one workspace. */
  readonly inWorkspace: <Result>(
    database: DataSource,
    workspaceId: string,
    work: (rows: { query: DataSource['query'] }) => Promise<Result>,
  ) => Promise<Result>;
  /** What the service does before it serves anybody. Rejects when it acts as a role that the seal does not hold for. */
  readonly refuseExemptRole: (database: DataSource, variable: string) => Promise<void>;
  /** Tables that belong to no workspace; every other is sealed. */
  readonly unsealed: readonly string[];
  /** The functions that look across, each by its name; no other does. */
  readonly across: readonly string[];
  /** A table to try it with, and the columns that a row of it needs beside its workspace, in SQL. */
  readonly trial: { readonly table: string; readonly columns: string; readonly values: string };
}

const WORKSPACES = 50;
const CONNECTIONS = 5;
const AT_ONCE = 25;
const ASKED = atScale({ test: 2_000, verify: 10_000 });

/** What row-level security promises of every app's database (P9), as tests of its own. */
export function testSealedRows({
  optionsOfApp,
  optionsOfOwner,
  inWorkspace,
  refuseExemptRole,
  unsealed,
  across,
  trial,
}: SealedDatabase): void {
  let store: TestDatabase;
  let superuser: DataSource;
  let owner: DataSource;
  let app: DataSource;
  const opened = (options: DataSourceOptions): Promise<DataSource> => {
    const extra = { ...(options.extra as object), max: CONNECTIONS };
    return new DataSource(patient({ ...options, extra })).initialize();
  };
  const workspaces = Array.from({ length: WORKSPACES }, () => randomUUID());

  beforeAll(async () => {
    store = await createDatabase();
    owner = await opened(optionsOfOwner(store.url));
    await owner.runMigrations();
    superuser = await opened(optionsOfOwner(store.superuserUrl));
    app = await opened(optionsOfApp(store.url));
    await superuser.query(`SET session_replication_role = replica`);
    for (const workspace of workspaces) await add(superuser, workspace);
  });
  afterAll(async () => {
    await Promise.all([superuser.destroy(), owner.destroy(), app.destroy()]);
    await store.drop();
  });

  const add = (rows: { query: DataSource['query'] }, workspace: string): Promise<unknown> =>
    rows.query(
      `INSERT INTO ${trial.table} (workspace_id, ${trial.columns}) VALUES ('${workspace}', ${trial.values})`,
    );
  const ask = <Row>(database: DataSource, statement: string): Promise<Row[]> =>
    database.query<Row[]>(statement);
  const seen = (database: DataSource): Promise<unknown[]> =>
    ask(database, `SELECT workspace_id FROM ${trial.table}`);
  const within = <Result>(
    workspace: string,
    work: (rows: { query: DataSource['query'] }) => Promise<Result>,
  ): Promise<Result> => inWorkspace(app, workspace, work);

  it('holds for every table that belongs to workspaces, its owner included', async () => {
    const tables = await ask<{ name: string; is_sealed: boolean; has_policy: boolean }>(
      superuser,
      `SELECT relname AS name, relrowsecurity AND relforcerowsecurity AS is_sealed,
              EXISTS (SELECT FROM pg_policy WHERE polrelid = pg_class.oid AND polname = 'of_workspace') AS has_policy
         FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND relname <> 'migrations'`,
    );
    const open = tables.filter(({ is_sealed, has_policy }) => !is_sealed || !has_policy);
    expect(open.map(({ name }) => name).sort()).toEqual([...unsealed].sort());
    expect(tables.length).toBeGreaterThan(unsealed.length);
  });

  it('holds for the app: it is no superuser, passes by nothing, and owns no table', async () => {
    const [role] = await ask<{ is_exempt: boolean; owns: number; sees_as: number }>(
      app,
      `SELECT rolsuper OR rolbypassrls AS is_exempt,
              (SELECT count(*)::int FROM pg_class WHERE relowner = pg_roles.oid) AS owns,
              (SELECT count(*)::int FROM pg_auth_members WHERE member = pg_roles.oid) AS sees_as
         FROM pg_roles WHERE rolname = current_user`,
    );
    expect(role).toEqual({ is_exempt: false, owns: 0, sees_as: 0 });
  });

  it('is asked for at the start: a service that acts as its owner or as a superuser does not serve', async () => {
    await expect(refuseExemptRole(app, 'DATABASE_URL')).resolves.toBeUndefined();
    for (const exempt of [owner, superuser]) {
      await expect(refuseExemptRole(exempt, 'DATABASE_URL')).rejects.toThrow('it must be none of these');
    }
  });

  it('leaves nothing to whoever names no workspace, and nothing to the owner', async () => {
    await expect(seen(superuser)).resolves.toHaveLength(WORKSPACES);
    await expect(seen(app)).resolves.toEqual([]);
    await expect(seen(owner)).resolves.toEqual([]);
  });

  it('leaves each workspace its own rows, to read, to change and to delete', async () => {
    const [own, other] = workspaces as [string, string];
    await expect(
      within(own, (rows) => rows.query(`SELECT workspace_id FROM ${trial.table}`)),
    ).resolves.toEqual([{ workspace_id: own }]);
    const moved = within(own, (rows) => rows.query(`UPDATE ${trial.table} SET workspace_id = '${other}'`));
    await expect(moved).rejects.toThrow('row-level security');
    await expect(within(own, (rows) => add(rows, other))).rejects.toThrow('row-level security');
    const undone = new Error('undone');
    const deleting = within(own, async (rows) => {
      const [, count] = await rows.query<[unknown, number]>(`DELETE FROM ${trial.table}`);
      expect(count).toBe(1);
      throw undone;
    });
    await expect(deleting).rejects.toBe(undone);
  });

  it('is of the transaction alone: what comes after it on the same connection sees nothing', async () => {
    await within(String(workspaces[0]), (rows) => rows.query('SELECT 1'));
    for (let attempt = 0; attempt < 20; attempt++) await expect(seen(app)).resolves.toEqual([]);
  });

  it(`mixes up none of ${ASKED} questions of ${WORKSPACES} workspaces over ${CONNECTIONS} connections`, async () => {
    let strange = 0;
    let asked = 0;
    const worker = async (): Promise<void> => {
      while (asked < ASKED) {
        const workspace = String(workspaces[asked++ % WORKSPACES]);
        const found = await within(workspace, (rows) =>
          rows.query<{ workspace_id: string }[]>(`SELECT workspace_id FROM ${trial.table}`),
        );
        if (found.length !== 1 || found[0]?.workspace_id !== workspace) strange++;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    expect(strange).toBe(0);
  }, 60_000);

  it('is looked past by named functions and nothing else, each on a search path of its own', async () => {
    const definers = await ask<{ name: string; is_as_wanted: boolean }>(
      superuser,
      `SELECT pronamespace::regnamespace || '.' || proname AS name,
              rolcanlogin IS FALSE AND NOT rolsuper AND NOT rolbypassrls
              AND proconfig = ARRAY['search_path=public, pg_temp']
              AND NOT has_function_privilege('public', pg_proc.oid, 'EXECUTE') AS is_as_wanted
         FROM pg_proc JOIN pg_roles ON pg_roles.oid = proowner
        WHERE prosecdef AND pronamespace::regnamespace::text <> 'pg_catalog' ORDER BY 1`,
    );
    expect(definers.map(({ name }) => name)).toEqual([...across].sort().map((name) => `across.${name}`));
    expect(definers.filter(({ is_as_wanted }) => !is_as_wanted)).toEqual([]);
  });
}
