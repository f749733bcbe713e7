import { firstValueFrom, lastValueFrom } from 'rxjs';
import { StockClient } from '../stock-client.js';
import { type HandlerTerms } from './replica-process-options.js';
import { type Emitter, Service } from './service.js';
import {
  type Client,
  type HandlerName,
  type RedisUnderTest,
  type TransportUnderTest,
  type Work,
} from './transport.js';

/** It knows no budgets: a call waits until it is answered. */
class StockClientUnderTest implements Client {
  constructor(
    private readonly client: StockClient,
    private readonly terms: Readonly<Record<HandlerName, HandlerTerms>>,
    private readonly unknown: string,
  ) {}

  call(handler: HandlerName, work: Work): Promise<unknown> {
    return firstValueFrom(this.client.proxy.send<unknown>(this.terms[handler].pattern, work));
  }

  callUnknown(): Promise<unknown> {
    return firstValueFrom(this.client.proxy.send<unknown>(this.unknown, {}));
  }

  close(): Promise<void> {
    return this.client.close();
  }
}

class StockService extends Service {
  constructor(
    redis: RedisUnderTest,
    private readonly reconnects: Readonly<{ retryAttempts?: number }>,
  ) {
    super('stock', redis, reconnects);
  }

  /** It sets nothing aside. */
  setAside(): Promise<number> {
    return Promise.resolve(0);
  }

  protected async newClient(): Promise<Client> {
    const client = await StockClient.connect(this.redis.url, this.reconnects);
    return new StockClientUnderTest(client, this.terms, this.patternOf('unknown'));
  }

  protected async newEmitter(): Promise<Emitter> {
    const client = await StockClient.connect(this.redis.url, this.reconnects);
    return {
      emit: async (event, key) => {
        await lastValueFrom(client.proxy.emit<unknown>(this.events[event], { key }), { defaultValue: null });
      },
      close: () => client.close(),
    };
  }
}

/** Told to connect again, and quickly. */
export const stock: TransportUnderTest = {
  name: "Nest's Transport.REDIS",
  newService: (redis) => new StockService(redis, { retryAttempts: 1_000 }),
};

export const stockAsItComes: TransportUnderTest = {
  name: "Nest's Transport.REDIS, nothing configured",
  newService: (redis) => new StockService(redis, { retryAttempts: 0 }),
};
