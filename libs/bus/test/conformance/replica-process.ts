import { type Pause, pauseProcess } from '@latchkey/testing';
import { type ChildProcess } from 'node:child_process';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import pLimit from 'p-limit';
import { ended, hasEnded, spawnTied } from '../../../../tools/processes/tied-process.mjs';
import { type ReplicaProcessOptions, type Told } from './replica-process-options.js';
import { type Replica } from './transport.js';

const program = path.join(import.meta.dirname, 'replica-main.mjs');
const START_LIMIT_MS = 20_000;
/** A start is nothing but work: more at once would keep waiting the calls that are measured meanwhile. */
const starting = pLimit(availableParallelism());

export class ReplicaProcess implements Replica {
  readonly begun: number[] = [];
  readonly told: number[] = [];
  busiest = 0;
  private isReady = false;
  private paused: Pause | null = null;

  private constructor(private readonly child: ChildProcess) {
    child.on('message', (what: Told) => {
      if ('ready' in what) {
        this.isReady = true;
      } else if ('told' in what) {
        this.told.push(what.told);
      } else {
        this.begun.push(what.begun);
        this.busiest = Math.max(this.busiest, what.working);
      }
    });
  }

  /** From dist, as a deployment runs it. */
  static start(options: ReplicaProcessOptions): Promise<ReplicaProcess> {
    return starting(() => ReplicaProcess.launch(options));
  }

  private static async launch(options: ReplicaProcessOptions): Promise<ReplicaProcess> {
    const child = spawnTied(process.execPath, [program, JSON.stringify(options)], {
      deathSignal: 'SIGKILL',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const replica = new ReplicaProcess(child);
    const deadline = performance.now() + START_LIMIT_MS;
    while (!replica.isReady) {
      if (!replica.isAlive || performance.now() > deadline) throw new Error('A replica did not start');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return replica;
  }

  get isAlive(): boolean {
    return !hasEnded(this.child);
  }

  async kill(): Promise<void> {
    this.resume();
    this.child.kill('SIGKILL');
    await ended(this.child);
  }

  async pause(): Promise<void> {
    this.paused ??= await pauseProcess(Number(this.child.pid));
  }

  resume(): void {
    this.paused?.resume();
    this.paused = null;
  }
}
