import { createDatabase, type TestDatabase, testPassword } from '@latchkey/testing';
import { generateServiceCredential, isServiceCredential } from '@latchkey/token-format';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import path from 'node:path';

const dist = path.resolve(import.meta.dirname, '../../../dist/apps');

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The command as a deployment runs it. */
const run = (command: string, env: Record<string, string>, ...args: string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const options = { env: { PATH: process.env.PATH, ...env }, timeout: 20_000 };
    execFile(process.execPath, [path.join(dist, command), ...args], options, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err });
    });
  });

describe('the commands of a deployment', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase();
  });
  afterAll(() => database.drop());

  it('migrate once, however many replicas migrate at once, and again without harm', async () => {
    const migrate = () => run('auth/src/migrate.js', { AUTH_DATABASE_URL: database.url });
    const ended = await Promise.all([migrate(), migrate(), migrate()]);
    expect(ended.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(ended.filter(({ out }) => out.includes('applied FirstTables'))).toHaveLength(1);
    expect(await migrate()).toEqual({ code: 0, out: 'AUTH_DATABASE_URL: up to date\n', err: '' });
  });

  it('make a workspace once, and say so in plain words', async () => {
    const env = { AUTH_DATABASE_URL: database.url, OPERATOR_PASSWORD: testPassword() };
    const terms = ['--slug', 'acme', '--name', 'Acme', '--email', 'ada@acme.test'];
    const create = (...more: string[]) => run('auth/src/create-workspace.js', env, ...terms, ...more);
    const first = await create();
    expect(first.code).toBe(0);
    expect(JSON.parse(first.out)).toMatchObject({ created: true });
    expect(await create()).toEqual({ code: 1, out: '', err: 'There is a workspace acme already.\n' });
    const again = await create('--if-missing');
    expect(again.code).toBe(0);
    expect(JSON.parse(again.out)).toEqual({ ...(JSON.parse(first.out) as object), created: false });
    const misspelt = await create('--sluggy');
    expect(misspelt).toMatchObject({ code: 1, out: '' });
    expect(misspelt.err).toContain('npm run create-workspace -- --slug');
  });

  const services = (...args: string[]) => servicesUnder(`1:${randomBytes(32).toString('base64')}`, ...args);
  const servicesUnder = (TOKEN_PEPPERS: string, ...args: string[]) =>
    run('auth/src/services.js', { AUTH_DATABASE_URL: database.url, TOKEN_PEPPERS }, ...args);
  const terms = ['--workspace', 'acme', '--name', 'billing', '--permissions', 'contacts.write'];

  it('make, list and disable the accounts of services', async () => {
    const may = ['--may', 'auth.tokens.issue.v1, auth.tokens.list.v1'];
    const made = await services('create', ...terms, ...may);
    expect(made.code).toBe(0);
    const { credential, ...account } = JSON.parse(made.out) as { credential: string; id: string };
    expect(isServiceCredential(credential)).toBe(true);
    expect(account).toEqual({
      id: account.id,
      name: 'billing',
      workspace: 'acme',
      permissions: ['contacts.write'],
      may: ['auth.tokens.issue.v1', 'auth.tokens.list.v1'],
      is_active: true,
    });
    expect(JSON.parse((await services('list')).out)).toEqual(account);

    const disabled = await services('disable', '--id', account.id);
    expect(JSON.parse(disabled.out)).toEqual({ id: account.id, disabled: true, changed: true });
    expect(JSON.parse((await services('list')).out)).toEqual({ ...account, is_active: false });
  });

  describe('given a credential that was made elsewhere', () => {
    const peppers = `1:${randomBytes(32).toString('base64')}`;
    const create = (name: string, credential: string | null, ...more: string[]) => {
      const env = {
        AUTH_DATABASE_URL: database.url,
        TOKEN_PEPPERS: peppers,
        ...(credential !== null && { SERVICE_CREDENTIAL: credential }),
      };
      const args = ['--workspace', 'acme', '--name', name, '--may', 'auth.tokens.issue.v1', ...more];
      return run('auth/src/services.js', env, 'create', ...args);
    };
    const accountIn = ({ out }: Ended) => JSON.parse(out) as { id: string; credential?: string };

    it('make the account of it once, however many do at once, and print it without the credential', async () => {
      const credential = generateServiceCredential();
      const ended = await Promise.all([
        create('canary', credential, '--if-missing'),
        create('canary', credential, '--if-missing'),
      ]);
      const again = await create('canary', credential, '--if-missing');
      const expected = {
        id: accountIn(again).id,
        name: 'canary',
        workspace: 'acme',
        permissions: [],
        may: ['auth.tokens.issue.v1'],
        is_active: true,
      };
      for (const each of [...ended, again]) {
        expect(each).toMatchObject({ code: 0, err: '' });
        expect(accountIn(each)).toEqual(expected);
      }
      const strict = await create('canary', credential);
      expect(strict.err).toContain('name belongs to a service of this workspace already');
    });

    it('make one of their own where none is given, and hand it to one alone', async () => {
      const ended = await Promise.all([
        create('courier', null, '--if-missing'),
        create('courier', null, '--if-missing'),
      ]);
      expect(ended.map(({ code }) => code)).toEqual([0, 0]);
      const accounts = ended.map(accountIn);
      expect(accounts[0]?.id).toBe(accounts[1]?.id);
      const [credential, ...others] = accounts.flatMap((account) => account.credential ?? []);
      expect(isServiceCredential(String(credential))).toBe(true);
      expect(others).toEqual([]);
      expect(await create('courier', String(credential), '--if-missing')).toMatchObject({ code: 0 });
    });

    it('refuse one that is no use, and never quote it', async () => {
      const credential = generateServiceCredential();
      const { id } = accountIn(await create('porter', credential));
      const [another, elsewhere, cut, empty] = await Promise.all([
        create('porter', generateServiceCredential(), '--if-missing'),
        create('doorman', credential, '--if-missing'),
        create('porter', credential.slice(0, -1), '--if-missing'),
        create('porter', '', '--if-missing'),
      ]);
      await servicesUnder(peppers, 'disable', '--id', id);
      const disabled = await create('porter', credential, '--if-missing');
      const ended = [another, elsewhere, cut, empty, disabled];
      for (const each of ended) {
        expect(each).toMatchObject({ code: 1, out: '' });
        expect(each.err).not.toContain(credential.slice(0, -1));
      }
      expect(another.err).toContain('name belongs to a service with another credential');
      expect(elsewhere.err).toContain('credential belongs to another service');
      expect(cut.err).toBe('SERVICE_CREDENTIAL must be the credential of a service, whole: lksvc_…\n');
      expect(empty.err).toBe(cut.err);
      expect(disabled.err).toContain('name belongs to a service that is disabled');
    });
  });

  it('say what is wrong with the account of a service', async () => {
    const [bare, misspelt, misallowed, unreadable] = await Promise.all([
      services('disable'),
      services('create', ...terms, '--mai', 'auth.tokens.issue.v1'),
      services('create', ...terms, '--may', 'auth.everything.v1'),
      servicesUnder('hunter2', 'list'),
    ]);
    for (const ended of [bare, misspelt]) {
      expect(ended).toMatchObject({ code: 1, out: '' });
      expect(ended.err).toMatch(/^npm run services -- create --workspace/);
    }
    expect(misallowed.err).toContain('may needs one or more of: auth.');
    expect(unreadable.err).toBe('TOKEN_PEPPERS must be the numbered keys that auth has, as in 1:…,2:…\n');
  });

  it.each(['auth', 'resource'])('name the variable of %s that is wrong, and never its value', async (app) => {
    const variable = `${app.toUpperCase()}_DATABASE_URL`;
    const unset = await run(`${app}/src/migrate.js`, {});
    expect(unset).toEqual({
      code: 1,
      out: '',
      err: `${variable} is not set: it, or ${app.toUpperCase()}_OWNER_DATABASE_URL, must name the database to migrate.\n`,
    });
    const password = testPassword();
    const unreachable = await run(`${app}/src/migrate.js`, {
      [variable]: `postgres://ada:${password}@127.0.0.1:1/none`,
    });
    expect(unreachable.code).toBe(1);
    expect(unreachable.err).toContain(`${variable} names a database that cannot be opened`);
    expect(unreachable.err.includes(password)).toBe(false);
    expect(unreachable.err.split('\n')).toHaveLength(2);
  });

  it.each(['auth', 'resource'])('start %s only when its configuration is whole', async (app) => {
    const secret = testPassword();
    const env = {
      PORT: 'http',
      REDIS_URL: `http://${secret}`,
      TOKEN_PEPPERS: secret,
      SEALING_PUBLIC_KEY: secret,
    };
    const { code, err } = await run(`${app}/src/main.js`, env);
    expect(code).toBe(1);
    expect(err).toContain('PORT must be a port number');
    expect(err).toContain(`${app.toUpperCase()}_DATABASE_URL is not set`);
    expect(err).toContain('REDIS_URL must be a URL such as redis://127.0.0.1:6379');
    expect(err.includes(secret)).toBe(false);
  });
});
