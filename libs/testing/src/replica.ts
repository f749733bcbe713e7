import { type ChildProcess } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { type AppName } from '../../../tools/dev/app-environment.mjs';
import { becomesReady, spawnApp } from '../../../tools/dev/app-process.mjs';
import { ended, hasEnded, stopProcess } from '../../../tools/processes/tied-process.mjs';
import { freePort } from '../../../tools/stores/ports.mjs';
import { type Pause, pauseProcess } from './pause.js';
import { recordFile, uniqueName } from './test-run.js';

const STOP_LIMIT_MS = 15_000;
const PORT_ATTEMPTS = 5;
const COLLECTED_WITHIN_MS = 3_000;

/** The environment of processes whose `keptBytes` a test wants to know. */
export const COLLECTS_GARBAGE = {
  NODE_OPTIONS: `--import ${pathToFileURL(path.join(import.meta.dirname, 'collects-garbage.mjs')).href}`,
};

/** One real process of an app, run from dist. */
export class Replica {
  readonly pid: number;
  private wasEnded = false;
  private paused: Pause | null = null;

  private constructor(
    private readonly child: ChildProcess,
    readonly app: AppName,
    readonly url: string,
    /** Where Prometheus reads it. */
    readonly metricsUrl: string,
    /** Everything it printed. Searched for secrets when the run ends. */
    readonly logFile: string,
  ) {
    this.pid = Number(child.pid);
    // A test that fails before it stops this must not keep the run from ending, which ends this too.
    child.unref();
  }

  /** Resolves when it says that it is ready. */
  static async start(app: AppName, env: Readonly<Record<string, string>>, dist?: string): Promise<Replica> {
    for (let attempt = 1; ; attempt++) {
      const { ports, urls } = await freePlaces(app);
      const replica = await Replica.launch(app, { ...env, ...ports }, urls, dist);
      if (await becomesReady(replica.child, replica.url)) return replica;
      await replica.kill();
      const log = await replica.log();
      const portWasTaken = log.includes('EADDRINUSE');
      if (!portWasTaken || attempt === PORT_ATTEMPTS)
        throw new Error(`${app} did not become ready:\n${log.slice(-4000)}`);
    }
  }

  /** Resolves when it runs, whatever it lacks. */
  static async begin(app: AppName, env: Readonly<Record<string, string>>): Promise<Replica> {
    const { ports, urls } = await freePlaces(app);
    return Replica.launch(app, { ...env, ...ports }, urls, undefined);
  }

  private static async launch(
    app: AppName,
    env: Record<string, string>,
    { url, metricsUrl }: { readonly url: string; readonly metricsUrl: string },
    dist: string | undefined,
  ): Promise<Replica> {
    const logFile = recordFile(`${uniqueName(app)}.log`);
    const log = await open(logFile, 'a');
    const child = spawnApp(app, { env, dist, deathSignal: 'SIGKILL', stdio: ['ignore', log.fd, log.fd] });
    await log.close();
    return new Replica(child, app, url, metricsUrl, logFile);
  }

  /** As an orchestrator does it: SIGTERM, and time to finish what is in flight. */
  async stop(): Promise<void> {
    this.resume();
    this.wasEnded ||= !hasEnded(this.child);
    const { forced } = await stopProcess(this.child, 'SIGTERM', { withinMs: STOP_LIMIT_MS });
    if (forced)
      throw new Error(`${this.app} did not stop within ${STOP_LIMIT_MS} ms of SIGTERM, see ${this.logFile}`);
  }

  /** Resolves to its exit code when it ends by itself, as a test wants it to. */
  async end(): Promise<number | null> {
    await ended(this.child);
    this.wasEnded = true;
    return this.child.exitCode;
  }

  /** SIGKILL: it gets to finish nothing. */
  async kill(): Promise<void> {
    this.wasEnded ||= !hasEnded(this.child);
    this.child.kill('SIGKILL');
    await ended(this.child);
  }

  /** SIGSTOP: its connections stay open and it answers nobody, as after a long pause of the machine. */
  async pause(): Promise<void> {
    this.paused ??= await pauseProcess(this.pid);
  }

  resume(): void {
    this.paused?.resume();
    this.paused = null;
  }

  /** null while it runs, and of one that a signal ended. */
  get exitCode(): number | null {
    return this.child.exitCode;
  }

  /** Neither ended nor paused. */
  get isRunning(): boolean {
    return !hasEnded(this.child) && this.paused === null;
  }

  log(): Promise<string> {
    return readFile(this.logFile, 'utf8');
  }

  /** The memory that it has in use, in bytes. */
  async residentBytes(): Promise<number> {
    const status = await readFile(`/proc/${this.pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1_024;
  }

  /** The memory, in bytes, that it has in use without its garbage. It must have been started with COLLECTS_GARBAGE. */
  async keptBytes(): Promise<number> {
    process.kill(this.pid, 'SIGUSR2');
    let least = Infinity;
    // It collects when its turn comes, and gives the pages back a little later.
    const until = performance.now() + COLLECTED_WITHIN_MS;
    while (performance.now() < until) {
      least = Math.min(least, await this.residentBytes());
      await setTimeout(100);
    }
    return least;
  }

  /** What no test should let pass: that it died by itself, or that an error reached nobody. */
  async misbehaviour(): Promise<string | null> {
    const { exitCode, signalCode } = this.child;
    if (hasEnded(this.child) && !this.wasEnded) {
      const log = await this.log();
      return `${this.app} ended by itself (${exitCode ?? signalCode ?? ''}):\n${log.slice(-4000)}`;
    }
    const stray = /unhandledRejection|UnhandledPromiseRejection|uncaughtException/.exec(await this.log());
    return stray && `${this.app} logged an ${stray[0]}, see ${this.logFile}`;
  }
}

/** Auth has its metrics at its one port. */
async function freePlaces(app: AppName) {
  const port = await freePort();
  const metricsPort = app === 'auth' ? port : await freePort();
  return {
    ports: { PORT: String(port), METRICS_PORT: String(metricsPort) },
    urls: { url: `http://127.0.0.1:${port}`, metricsUrl: `http://127.0.0.1:${metricsPort}/metrics` },
  };
}
