import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startRedis } from '../../../tools/stores/redis.mjs';
import { recordMonitor } from './leaks/monitor-recorder.mjs';
import { type LaunchedStore, type PrivateStore, StoreControls } from './private-store.js';
import { redisOfThisRun } from './tls/this-run.mjs';
import { testPassword } from './test-password.mjs';
import { recordFile, testRun, uniqueName } from './test-run.js';

export interface PrivateRedisOptions {
  /** Keeps an append-only file, flushed every second, so that a restart brings the data back. */
  readonly durable?: boolean;
  /** Further arguments of redis-server, such as `['--maxmemory', '10mb']`. */
  readonly settings?: readonly string[];
  /** Writing down every command costs about half of Redis's speed; switch it off to measure. */
  readonly recorded?: boolean;
  /** The text of an ACL file. The store's `url` is then that of a user who may do everything. */
  readonly users?: string;
  /** Further variables of redis-server. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface PrivateRedis extends PrivateStore {
  /** Where it keeps its append-only file. */
  readonly dir: string;
}

/** A Redis of the test's own. Unless it is durable it comes back empty. */
export async function startPrivateRedis({
  durable = false,
  settings = [],
  recorded = true,
  users,
  env = {},
}: PrivateRedisOptions = {}): Promise<PrivateRedis> {
  const name = uniqueName('redis');
  const dir = path.join(testRun().folder, name);
  const tester = users === undefined ? null : { name: 'tester', password: testPassword() };
  const aclFile = path.join(dir, 'users.acl');
  if (users !== undefined && tester) {
    const hash = createHash('sha256').update(tester.password).digest('hex');
    await mkdir(dir, { recursive: true });
    await writeFile(aclFile, `${users}user ${tester.name} on #${hash} ~* &* +@all\n`);
  }
  const tls = await redisOfThisRun();
  const launch = async (
    port?: number,
  ): Promise<LaunchedStore & { readonly port: number; readonly url: string }> => {
    const redis = await startRedis({
      dir,
      logFile: recordFile(`${name}.log`),
      durable: false,
      env,
      settings: [
        ...(durable ? ['--appendonly', 'yes'] : []),
        ...(tester ? ['--aclfile', aclFile] : []),
        ...tls.settings,
        ...settings,
      ],
      ...(port !== undefined && { port }),
    });
    const recorder = recorded ? await recordMonitor(redis.port, recordFile(`${name}.monitor`), tester) : null;
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
  const url = tls.url(
    tester ? `redis://${tester.name}:${tester.password}@127.0.0.1:${first.port}` : first.url,
  );
  return { url, port: first.port, dir, stop, start, pause, resume };
}
