import path from 'node:path';
import { startRedis } from '../../../tools/stores/redis.mjs';
import { recordMonitor } from './leaks/monitor-recorder.mjs';
import { type LaunchedStore, type PrivateStore, StoreControls } from './private-store.js';
import { recordFile, testRun, uniqueName } from './test-run.js';

export interface PrivateRedisOptions {
  /** Keeps an append-only file, flushed every second, so that a restart brings the data back. */
  readonly durable?: boolean;
  /** Further arguments of redis-server, such as `['--maxmemory', '10mb']`. */
  readonly settings?: readonly string[];
  /** Writing down every command costs about half of Redis's speed; switch it off to measure. */
  readonly recorded?: boolean;
}

/** A Redis of the test's own. Unless it is durable it comes back empty. */
export async function startPrivateRedis({
  durable = false,
  settings = [],
  recorded = true,
}: PrivateRedisOptions = {}): Promise<PrivateStore> {
  const name = uniqueName('redis');
  const launch = async (
    port?: number,
  ): Promise<LaunchedStore & { readonly port: number; readonly url: string }> => {
    const redis = await startRedis({
      dir: path.join(testRun().folder, name),
      logFile: recordFile(`${name}.log`),
      durable: false,
      settings: [...(durable ? ['--appendonly', 'yes'] : []), ...settings],
      ...(port !== undefined && { port }),
    });
    const recorder = recorded ? await recordMonitor(redis.port, recordFile(`${name}.monitor`)) : null;
    return {
      ...redis,
      stop: async () => {
        await recorder?.stop();
        await redis.stop();
      },
    };
  };
  const first = await launch();
  const { stop, start, pause, resume } = new StoreControls(first, () => launch(first.port));
  return { url: first.url, port: first.port, stop, start, pause, resume };
}
