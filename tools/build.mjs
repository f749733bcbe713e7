/**
 * npm run build
 *
 * Compiles both apps, the example service, and the libraries they use, to dist/, checking types. Always builds;
 * `npm start` and `npm test` build only when something has changed since.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { runAsCommand } from './command.mjs';
import { hashOfSources } from './files/source-hash.mjs';
import { ensureInstalled } from './install.mjs';
import { withLock } from './processes/pid-lock.mjs';
import { ended, spawnTied } from './processes/tied-process.mjs';

const root = path.resolve(import.meta.dirname, '..');
const dist = path.join(root, 'dist');
const workshop = path.join(root, '.latchkey/build');
/** Inside dist, so that both come and go together. */
const STAMP = '.sources';

/** @param {{ say: (line: string) => void }} options */
export async function ensureBuilt({ say }) {
  if (await isUpToDate()) return;
  await underLock(say, async () => {
    if (await isUpToDate()) return;
    say('Building …');
    await build();
  });
}

async function isUpToDate() {
  const stamp = await readFile(path.join(dist, STAMP), 'utf8').catch(() => null);
  return stamp !== null && stamp === (await hashOfSources(root));
}

/**
 * @param {(line: string) => void} say
 * @param {() => Promise<void>} work
 */
const underLock = (say, work) =>
  withLock(
    path.join(root, '.latchkey/build.lock'),
    {
      onWait: () => {
        say('Waiting for another build of this checkout …');
      },
    },
    work,
  );

/**
 * Builds beside dist and puts the result in its place at the end, so that nobody who starts or runs an app
 * meanwhile sees half a build, and a build that fails leaves the last one as it was.
 */
async function build() {
  await rm(workshop, { recursive: true, force: true });
  await mkdir(workshop, { recursive: true });
  const sources = await hashOfSources(root);
  const built = path.join(workshop, 'dist');
  await compileTo(built);
  await writeFile(path.join(built, STAMP), sources);
  if (existsSync(dist)) await rename(dist, path.join(workshop, 'replaced'));
  await rename(built, dist);
  await rm(workshop, { recursive: true, force: true });
}

/**
 * All in one program: most of the time goes into the types of the packages, which they share.
 * @param {string} outDir
 */
async function compileTo(outDir) {
  const config = path.join(workshop, 'tsconfig.json');
  await writeFile(
    config,
    JSON.stringify({
      extends: path.join(root, 'tsconfig.build.json'),
      compilerOptions: {
        outDir,
        tsBuildInfoFile: path.join(workshop, 'tsbuildinfo'),
        // Relative paths in the source maps would not survive the move to dist.
        sourceRoot: pathToFileURL(`${root}/`).href,
      },
    }),
  );
  const nest = path.join(root, 'node_modules/@nestjs/cli/bin/nest.js');
  const child = spawnTied(process.execPath, [nest, 'build', '--path', path.relative(root, config)], {
    deathSignal: 'SIGKILL',
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout?.on('data', (chunk) => (said += String(chunk)));
  child.stderr?.on('data', (chunk) => (said += String(chunk)));
  await ended(child);
  if (child.exitCode !== 0) throw new Error(`${said.trim()}\n\nThe build failed, see above.`);
}

runAsCommand(import.meta.url, async () => {
  /** @param {string} line */
  const say = (line) => {
    console.log(line);
  };
  await ensureInstalled({ say });
  await underLock(say, build);
});
