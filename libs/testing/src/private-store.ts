import { type ChildProcess } from 'node:child_process';
import { hasEnded, stopProcess } from '../../../tools/processes/tied-process.mjs';
import { type Pause, pauseProcess } from './pause.js';

/**
 * How a store goes away: as after an orderly request; as after a crash or a power cut; or by PostgreSQL's immediate
 * shutdown, which ends every connection and leaves the rest to recovery.
 */
export type StopKind = 'orderly' | 'crash' | 'immediate';

/** A store of one test's own, which it may stop, start again on the same port, and pause. */
export interface PrivateStore {
  readonly url: string;
  readonly port: number;
  /** By default orderly; a crash is SIGKILL, immediate SIGQUIT. A paused store is resumed first. */
  stop(kind?: StopKind): Promise<void>;
  /** With the data that survived. Does nothing when it runs. */
  start(): Promise<void>;
  pause(): Promise<void>;
  resume(): void;
}

/** What a store can do is the same for both kinds; only the launch differs. */
export interface LaunchedStore {
  readonly process: ChildProcess;
  stop(): Promise<void>;
}

const CRASH_LIMIT_MS = 5_000;

export class StoreControls<Launched extends LaunchedStore> {
  private paused: Pause | null = null;

  constructor(
    private launched: Launched,
    private readonly launch: () => Promise<Launched>,
  ) {
    this.letRunEnd();
  }

  /** A test that fails before it stops the store must not keep the run from ending, which ends the store too. */
  private letRunEnd(): void {
    this.launched.process.unref();
  }

  readonly stop = async (kind: StopKind = 'orderly'): Promise<void> => {
    this.resume();
    if (kind === 'orderly') return this.launched.stop();
    const signal = kind === 'crash' ? 'SIGKILL' : 'SIGQUIT';
    await stopProcess(this.launched.process, signal, { withinMs: CRASH_LIMIT_MS });
  };

  readonly start = async (): Promise<void> => {
    if (!hasEnded(this.launched.process)) return;
    this.launched = await this.launch();
    this.letRunEnd();
  };

  readonly pause = async (): Promise<void> => {
    this.paused ??= await pauseProcess(Number(this.launched.process.pid));
  };

  readonly resume = (): void => {
    this.paused?.resume();
    this.paused = null;
  };
}
