import {
  type Latchkey,
  type PrivatePostgres,
  type PrivateStore,
  startLatchkey,
  startPrivatePostgres,
  startPrivateRedis,
} from '@latchkey/testing';

/** A Latchkey whose stores nobody else uses: they may be stopped, and what they were asked is its own. */
export interface PrivateLatchkey {
  readonly latchkey: Latchkey;
  readonly postgres: PrivatePostgres;
  readonly redis: PrivateStore;
  /** Fails when a process died or lost a rejection: nothing may need a restart. */
  stop(): Promise<void>;
}

export async function startPrivateLatchkey({
  beforeStart,
  ...options
}: Pick<NonNullable<Parameters<typeof startLatchkey>[0]>, 'authReplicas' | 'resourceReplicas' | 'env'> & {
  /** While nobody talks to them yet. */
  readonly beforeStart?: (redis: PrivateStore) => Promise<void>;
} = {}): Promise<PrivateLatchkey> {
  const [postgres, redis] = await Promise.all([startPrivatePostgres(), startPrivateRedis()]);
  await beforeStart?.(redis);
  const latchkey = await startLatchkey({ postgres, redis, ...options });
  const stop = async (): Promise<void> => {
    await latchkey.stop();
    await Promise.all([postgres.stop(), redis.stop()]);
  };
  return { latchkey, postgres, redis, stop };
}
