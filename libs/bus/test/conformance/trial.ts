import { type PrivateStore, startPrivateRedis } from '@latchkey/testing';
import { type Check, NonConformity } from './check.js';
import { type Replica, type ServiceUnderTest, type TransportUnderTest } from './transport.js';

/** For a check on a busy machine: others may start their replicas first. */
export const LIMIT_MS = 60_000;

/** Puts one transport through the checks. */
export class Trial {
  private shared: Promise<{ service: ServiceUnderTest; replicas: readonly Replica[] }> | null = null;

  constructor(
    private readonly transport: TransportUnderTest,
    private readonly redis: PrivateStore,
  ) {}

  /** On a service with three replicas that the next check is given too: one at a time. */
  async verdictOfHarmless(check: Check): Promise<string | null> {
    this.shared ??= this.startShared();
    const { service, replicas } = await this.shared;
    return verdictOf(check, service, replicas);
  }

  /** On a service of its own: any number at once. */
  async verdictOf(check: Check): Promise<string | null> {
    const redis = check.endangersRedis ? await startPrivateRedis() : this.redis;
    const service = this.transport.newService(redis);
    try {
      return await verdictOf(check, service, []);
    } finally {
      await service.close();
      if (redis !== this.redis) await redis.stop('crash');
    }
  }

  async close(): Promise<void> {
    await (await this.shared)?.service.close();
    this.shared = null;
  }

  private async startShared(): Promise<{ service: ServiceUnderTest; replicas: readonly Replica[] }> {
    const service = this.transport.newService(this.redis);
    return { service, replicas: await service.replicas(3) };
  }
}

/** Resolves to what the transport owes; null when it owes nothing. Rejects when the check itself went wrong. */
async function verdictOf(
  check: Check,
  service: ServiceUnderTest,
  replicas: readonly Replica[],
): Promise<string | null> {
  try {
    await check.run(service, replicas);
    return null;
  } catch (error) {
    if (error instanceof NonConformity) return error.message;
    throw error;
  }
}
