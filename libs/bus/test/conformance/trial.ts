import { type Check, NonConformity } from './checks.js';
import {
  type RedisUnderTest,
  type Replica,
  type ServiceUnderTest,
  type TransportUnderTest,
} from './transport.js';

/** Puts one transport through the checks, one after another. */
export class Trial {
  private shared: ServiceUnderTest | null = null;
  private replicas: readonly Replica[] = [];

  constructor(
    private readonly transport: TransportUnderTest,
    private readonly redis: RedisUnderTest,
  ) {}

  /** Resolves to what the transport owes; null when it owes nothing. Rejects when the check itself went wrong. */
  async verdictOf(check: Check): Promise<string | null> {
    const service = check.isHarmless ? await this.sharedService() : await this.ownService();
    try {
      await check.run(service, check.isHarmless ? this.replicas : []);
      return null;
    } catch (error) {
      if (error instanceof NonConformity) return error.message;
      throw error;
    } finally {
      if (service !== this.shared) await service.close();
    }
  }

  async close(): Promise<void> {
    await this.shared?.close();
    this.shared = null;
  }

  private async sharedService(): Promise<ServiceUnderTest> {
    if (!this.shared) {
      this.shared = this.transport.newService(this.redis);
      this.replicas = await this.shared.replicas(3);
    }
    return this.shared;
  }

  private async ownService(): Promise<ServiceUnderTest> {
    // Redis may be made to go away: nobody else is to be hurt by it.
    await this.close();
    return this.transport.newService(this.redis);
  }
}
