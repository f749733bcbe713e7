import {
  type Client,
  type EventName,
  type HandlerName,
  type RedisUnderTest,
  type ServiceUnderTest,
  type TransportUnderTest,
} from './transport.js';

/** What goes wrong on a transport on purpose, to see which checks notice. */
export interface Sabotage {
  readonly spoil?: (answer: Promise<unknown>, handler: HandlerName) => Promise<unknown>;
  /** Tells of nothing any more after this event. */
  readonly endsWith?: EventName;
}

/** A transport that is as good as the one it is made of, until it is told otherwise. */
export class Saboteur implements TransportUnderTest {
  readonly name: string;
  sabotage: Sabotage = {};

  constructor(private readonly transport: TransportUnderTest) {
    this.name = `${transport.name}, sabotaged`;
  }

  newService(redis: RedisUnderTest): ServiceUnderTest {
    const service = this.transport.newService(redis);
    let hasEnded = false;
    return {
      redis,
      replicas: (count, options) => service.replicas(count, options),
      client: async (options) => this.sabotaged(await service.client(options)),
      emit: async (event, key) => {
        if (!hasEnded) await service.emit(event, key);
        hasEnded ||= event === this.sabotage.endsWith;
      },
      setAside: () => service.setAside(),
      close: () => service.close(),
    };
  }

  private sabotaged(client: Client): Client {
    return {
      call: (handler, work, options) => {
        const answer = client.call(handler, work, options);
        return this.sabotage.spoil?.(answer, handler) ?? answer;
      },
      callUnknown: (options) => client.callUnknown(options),
      close: () => client.close(),
    };
  }
}

/** Each answers with what another waits for, if any does. */
export function mixing(): Sabotage {
  let latest: Promise<unknown> | null = null;
  return {
    spoil: (answer, handler) => {
      if (handler !== 'echo') return answer;
      const another = latest ?? answer;
      latest = answer;
      const forget = (): void => {
        if (latest === answer) latest = null;
      };
      void answer.then(forget, forget);
      return another;
    },
  };
}

export const changing = (change: (value: unknown) => unknown): Sabotage => ({
  spoil: async (answer) => change(await answer),
});

export const changingErrors = (change: (error: unknown) => unknown): Sabotage => ({
  spoil: (answer) =>
    answer.catch((error: unknown) => {
      throw change(error);
    }),
});
