import { type ChildProcess } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { type AppName } from '../../../tools/dev/app-environment.mjs';
import { becomesReady, spawnApp } from '../../../tools/dev/app-process.mjs';
import { ended, hasEnded, stopProcess } from '../../../tools/processes/tied-process.mjs';
import { freePort } from '../../../tools/stores/ports.mjs';
import { type Pause, pauseProcess } from './pause.js';
import { recordFile, uniqueName } from './test-run.js';

const STOP_LIMIT_MS = 15_000;
const PORT_ATTEMPTS = 5;

/** One real process of an app, run from dist. */
export class Replica {
  readonly pid: number;
  private wasEnded = false;
  private paused: Pause | null = null;

  private constructor(
    private readonly child: ChildProcess,
    readonly app: AppName,
    readonly url: string,
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
      const port = await freePort();
      const url = `http://127.0.0.1:${port}`;
      const replica = await Replica.launch(app, { ...env, PORT: String(port) }, url, dist);
      if (await becomesReady(replica.child, replica.url)) return replica;
      await replica.kill();
      const log = await replica.log();
      const portWasTaken = log.includes('EADDRINUSE');
      if (!portWasTaken || attempt === PORT_ATTEMPTS)
        throw new Error(`${app} did not become ready:\n${log.slice(-4000)}`);
    }
  }

  private static async launch(
    app: AppName,
    env: Record<string, string>,
    url: string,
    dist: string | undefined,
  ): Promise<Replica> {
    const logFile = recordFile(`${uniqueName(app)}.log`);
    const log = await open(logFile, 'a');
    const child = spawnApp(app, { env, dist, deathSignal: 'SIGKILL', stdio: ['ignore', log.fd, log.fd] });
    await log.close();
    return new Replica(child, app, url, logFile);
  }

  /** As an orchestrator does it: SIGTERM, and time to finish what is in flight. */
  async stop(): Promise<void> {
    this.resume();
    this.wasEnded ||= !hasEnded(this.child);
    const { forced } = await stopProcess(this.child, 'SIGTERM', { withinMs: STOP_LIMIT_MS });
    if (forced)
      throw new Error(`${this.app} did not stop within ${STOP_LIMIT_MS} ms of SIGTERM, see ${this.logFile}`);
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

  /** Neither ended nor paused. */
  get isRunning(): boolean {
    return !hasEnded(this.child) && this.paused === null;
  }

  log(): Promise<string> {
    return readFile(this.logFile, 'utf8');
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
