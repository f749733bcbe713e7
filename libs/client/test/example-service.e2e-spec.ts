import { freePort, type Latchkey, recordFile, startLatchkey } from '@latchkey/testing';
import { mkdtemp, readFile, rm, symlink, mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ended, spawnTied } from '../../../tools/processes/tied-process.mjs';

/** A script that hangs must not leave its service behind. */
const LONGEST_MS = 45_000;
const root = path.resolve(import.meta.dirname, '../../..');

/** A folder that looks as the repository's does while `npm start` runs in it, with this Latchkey for its own. */
async function folderOf(latchkey: Latchkey): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'latchkey-example-'));
  await symlink(path.join(root, 'dist'), path.join(folder, 'dist'));
  await mkdir(path.join(folder, '.latchkey'));
  const { workspace, redisUrl, env } = latchkey;
  const dev = { resource_url: latchkey.resources[0]?.url, redis_url: redisUrl, workspace: workspace.slug };
  const variables = Object.entries({ ...env.auth, ...env.resource }).map(
    ([name, value]) => `${name}=${value}\n`,
  );
  await writeFile(path.join(folder, '.latchkey/dev.json'), JSON.stringify(dev), { mode: 0o600 });
  await writeFile(path.join(folder, '.latchkey/dev.env'), variables.join(''), { mode: 0o600 });
  return folder;
}

/** Runs what a reader would paste, and gives what the terminal would show. */
async function paste(script: string, cwd: string): Promise<string> {
  const env = { PATH: process.env.PATH, PORT: String(await freePort()) };
  const shell = spawnTied('sh', ['-c', script], {
    deathSignal: 'SIGKILL',
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let shown = '';
  shell.stdout?.on('data', (chunk) => (shown += String(chunk)));
  shell.stderr?.on('data', (chunk) => (shown += String(chunk)));
  const closed = new Promise((resolve) => shell.once('close', resolve));
  const overdue = setTimeout(endGroup, LONGEST_MS, Number(shell.pid));
  try {
    await ended(shell);
    // The service writes here, too: it ends when the service has.
    await closed;
    return shown;
  } finally {
    clearTimeout(overdue);
    endGroup(Number(shell.pid));
  }
}

/** Of a script that failed half-way, the service is left. */
function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

describe('the example service', () => {
  let latchkey: Latchkey;
  let folder: string;
  beforeAll(async () => {
    latchkey = await startLatchkey();
    folder = await folderOf(latchkey);
  });
  afterAll(async () => {
    await latchkey.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('does what its README says, run as it is written there', async () => {
    const readme = await readFile(path.join(root, 'docs/example-service/README.md'), 'utf8');
    const [start, ...steps] = [...readme.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block]) => String(block));
    // What a test does in its own way: the rest is for the reader's second terminal.
    expect(start).toBe('npm start\n');
    const script = steps.join('\n');
    const comments = script.match(/^#.*$/gm)?.join('\n') ?? '';
    const promised = [...comments.matchAll(/\b(\d{3}):/g)].map(([, status]) => status);
    expect(promised.length).toBeGreaterThan(5);

    const shown = await paste(script, folder);
    // Where the run's search for secrets looks.
    await writeFile(recordFile('example-service.log'), shown);
    expect([...shown.matchAll(/ → (\d{3})$/gm)].map(([, status]) => status)).toEqual(promised);
    expect(shown).toContain('the same token');
    expect(shown).toContain('{"order_id":"17","token":"revoked"}');
  }, 60_000);
});
