import { ClientRedis, type RedisOptions } from '@nestjs/microservices';
import { type Redis } from 'ioredis';
import { lastValueFrom, timeout } from 'rxjs';

type Options = NonNullable<RedisOptions['options']>;

/** Nest leaves what its commands become to nobody: a connection that ends under one would end its caller's process. */
class SurvivingClientRedis extends ClientRedis {
  override async createClient(): Promise<Redis> {
    const client = (await super.createClient()) as Redis;
    const send = client.sendCommand.bind(client);
    client.sendCommand = (command, stream) => {
      command.promise.catch(() => undefined);
      return send(command, stream);
    };
    return client;
  }
}

/** Nest's own client, as a service without our library has it. Left to itself it waits for ever. */
export class StockClient {
  private constructor(readonly proxy: ClientRedis) {}

  static async connect(redisUrl: string, options: Options = {}): Promise<StockClient> {
    const { hostname: host, port } = new URL(redisUrl);
    const address = { host, port: Number(port), retryAttempts: 1_000, retryDelay: 100 };
    const proxy = new SurvivingClientRedis({ ...address, ...options });
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
