import { eventually } from '@latchkey/testing';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { isAlive } from '../processes/is-alive.mjs';
import { startPostgres } from './postgres.mjs';
import { startRedis } from './redis.mjs';

/** Such as one of PostgreSQL's user, below which root may start it too. */
async function folder(): Promise<string> {
  const made = await mkdtemp('/var/tmp/latchkey-stores-');
  await chmod(made, 0o755);
  return made;
}

async function query(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<pg.QueryResultRow>(statement)).rows;
  } finally {
    await client.end();
  }
}

/** Starts a store in a process of its own, and ends that process without giving it a chance. */
async function killRunnerOf(
  store: 'postgres' | 'redis',
  options: object,
  first?: NodeJS.Signals,
): Promise<number> {
  const start = store === 'postgres' ? 'startPostgres' : 'startRedis';
  const script = `
    import { ${start} } from ${JSON.stringify(path.join(import.meta.dirname, `${store}.mjs`))};
    const { pid } = await ${start}(${JSON.stringify(options)});
    console.log(pid);`;
  const runner = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [printed] = (await once(runner.stdout, 'data')) as [Buffer];
  const pid = Number(printed.toString());
  if (first) process.kill(pid, first);
  runner.kill('SIGKILL');
  return pid;
}

describe('a local PostgreSQL', () => {
  let dir: string;
  beforeEach(async () => (dir = await folder()));
  afterEach(() => rm(dir, { recursive: true, force: true }));
  const options = (durable: boolean): { dataDir: string; logFile: string; durable: boolean } => ({
    dataDir: path.join(dir, 'data'),
    logFile: path.join(dir, 'log'),
    durable,
  });

  it('ends in good order when its runner is killed, and starts again with its data', async () => {
    const first = await startPostgres(options(true));
    await query(first.url('postgres'), `CREATE TABLE greeting AS SELECT 'hello' AS text`);
    await first.stop();

    const pid = await killRunnerOf('postgres', options(true));
    const again = await startPostgres(options(true));
    // The process is gone; its entry stays until init has taken note.
    await eventually(() => !isAlive(pid));
    await expect(query(again.url('postgres'), 'TABLE greeting')).resolves.toEqual([{ text: 'hello' }]);
    await again.stop();
    await expect(readFile(path.join(dir, 'log'), 'utf8')).resolves.not.toContain('not properly shut down');
  });

  it('is killed with the runner of a test, even while it is paused', async () => {
    const pid = await killRunnerOf('postgres', options(false), 'SIGSTOP');
    await eventually(() => !isAlive(pid));
  });

  it('says in one sentence that its data are damaged, and touches nothing', async () => {
    const first = await startPostgres(options(false));
    await first.stop();
    const control = path.join(dir, 'data/global/pg_control');
    const damaged = Buffer.alloc(8192, 7);
    await writeFile(control, damaged);

    const failure = await startPostgres(options(false)).catch((error: unknown) => error as Error);
    expect(failure).toBeInstanceOf(Error);
    const { message } = failure as Error;
    expect(message).toContain(`PostgreSQL does not start on ${path.join(dir, 'data')}`);
    expect(message).toContain('move that folder away');
    expect(message).not.toContain('\n');
    await expect(readFile(control)).resolves.toEqual(damaged);
  });

  it('refuses a folder that holds something else', async () => {
    const { dataDir } = options(false);
    await startPostgres(options(false)).then((postgres) => postgres.stop());
    await rm(path.join(dataDir, 'PG_VERSION'));
    await expect(startPostgres(options(false))).rejects.toThrow('holds something that is not');
  });

  it('is not put off by the pid file of a process that has nothing to do with it', async () => {
    const first = await startPostgres(options(false));
    await first.stop();
    await writeFile(path.join(dir, 'data/postmaster.pid'), `${process.pid}\n`);
    const again = await startPostgres(options(false));
    await again.stop();
  });
});

describe('a local Redis', () => {
  let dir: string;
  beforeEach(async () => (dir = await folder()));
  afterEach(() => rm(dir, { recursive: true, force: true }));
  const options = (): { dir: string; logFile: string } => ({
    dir: path.join(dir, 'data'),
    logFile: path.join(dir, 'log'),
  });

  it('ends when its runner is killed', async () => {
    const pid = await killRunnerOf('redis', options());
    await eventually(() => !isAlive(pid));
  });

  it('says in one sentence that its data are damaged', async () => {
    const first = await startRedis(options());
    await first.stop();
    await appendFile(path.join(dir, 'data/appendonlydir/appendonly.aof.manifest'), 'nonsense\n');
    await expect(startRedis(options())).rejects.toThrow(
      /^Redis does not start on .*\/data \(.+\): move that folder away .*log\.$/,
    );
  });
});
