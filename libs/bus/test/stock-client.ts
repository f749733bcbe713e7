import { type ClientProxy, ClientProxyFactory, type RedisOptions, Transport } from '@nestjs/microservices';
import { lastValueFrom, timeout } from 'rxjs';

/** Nest's own client, as a service without our library has it. Left to itself it waits for ever. */
export class StockClient {
  private constructor(readonly proxy: ClientProxy) {}

  static async connect(redisUrl: string, options: RedisOptions['options'] = {}): Promise<StockClient> {
    const { hostname: host, port } = new URL(redisUrl);
    const address = { host, port: Number(port), retryAttempts: 1_000, retryDelay: 100 };
    const proxy = ClientProxyFactory.create({
      transport: Transport.REDIS,
      options: { ...address, ...options },
    });
    await proxy.connect();
    return new StockClient(proxy);
  }

  call<Reply>(pattern: string, data: unknown, withinMs = 5_000): Promise<Reply> {
    return lastValueFrom(this.proxy.send<Reply>(pattern, data).pipe(timeout(withinMs)));
  }

  async close(): Promise<void> {
    try {
      await this.proxy.close();
    } catch {
      // It has given up by itself.
    }
  }
}
