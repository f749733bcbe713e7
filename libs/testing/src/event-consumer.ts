import { type ChildProcess } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { ended, spawnTied } from '../../../tools/processes/tied-process.mjs';
import { recordFile, uniqueName } from './test-run.js';

const PROGRAM = path.join(import.meta.dirname, 'event-consumer-process.mjs');
/** Longer than its handler takes, and short enough for a test to see what a killed one leaves. */
const RECLAIM_AFTER_MS = 1_500;

/** A real process in a group of consumers of auth's events. */
export class EventConsumer {
  readonly pid: number;

  private constructor(
    private readonly child: ChildProcess,
    readonly group: string,
    private readonly file: string,
  ) {
    this.pid = Number(child.pid);
    child.unref();
  }

  static async start(redisUrl: string, group: string): Promise<EventConsumer> {
    const name = uniqueName(`consumer-${group}`);
    const file = recordFile(`${name}.handled`);
    const log = await open(recordFile(`${name}.log`), 'a');
    const child = spawnTied(process.execPath, [PROGRAM, redisUrl, group, file, String(RECLAIM_AFTER_MS)], {
      deathSignal: 'SIGKILL',
      stdio: ['ignore', log.fd, log.fd],
    });
    await log.close();
    return new EventConsumer(child, group, file);
  }

  /** The positions that it has handled, in order, once for each time. */
  async handled(): Promise<number[]> {
    return (await this.lines()).map((line) => Number.parseInt(line, 10));
  }

  /** How many of them somebody before it had been given and not got done, but for those that fail by themselves. */
  async takenOver(): Promise<number> {
    return (await this.lines()).filter((line) => !/07 \d+$|^7 \d+$| 1$/.test(line)).length;
  }

  private async lines(): Promise<string[]> {
    const text = await readFile(this.file, 'utf8').catch(() => '');
    return text.split('\n').filter((line) => line !== '');
  }

  /** SIGKILL: it gets to finish nothing. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await ended(this.child);
  }
}
