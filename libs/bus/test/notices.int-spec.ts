import { eventually, startPrivateRedis } from '@latchkey/testing';
import { BusServer } from '../src/index.js';
import { TestBus } from './test-bus.js';

describe('a notice', () => {
  it('is heard by every replica of the service that listens, and by no other service', async () => {
    const bus = TestBus.start();
    const other = TestBus.start();
    const heard: string[] = [];
    const servers = [serverOf(bus, note(heard, 'first')), serverOf(bus, note(heard, 'second'))];
    const stranger = serverOf(other, note(heard, 'stranger'));
    try {
      const client = await bus.client();
      await listeners(bus, 2);
      await listeners(other, 1);
      client.notify('here');
      await eventually(() => heard.length >= 2);
      expect(heard.sort()).toEqual(['first here', 'second here']);
    } finally {
      await Promise.all([...servers, stranger].map((server) => server.close()));
      await listeners(bus, 0);
      await Promise.all([bus.close(), other.close()]);
    }
  });

  it('neither fails nor waits without Redis, and is heard again when Redis is back', async () => {
    const store = await startPrivateRedis();
    const bus = TestBus.start(store.url);
    const heard: string[] = [];
    const server = serverOf(bus, (text) => heard.push(text));
    try {
      const client = await bus.client();
      await listeners(bus, 1);
      await store.stop('crash');
      client.notify('lost');
      await store.start();
      await eventually(() => server.isConnected && client.isConnected, { withinMs: 5_000 });
      await listeners(bus, 1);
      client.notify('back');
      await eventually(() => heard.length > 0);
      expect(heard).toEqual(['back']);
    } finally {
      await server.close();
      await bus.close();
      await store.stop('crash');
    }
  });
});

const note =
  (heard: string[], name: string) =>
  (text: string): void => {
    heard.push(`${name} ${text}`);
  };

function serverOf(
  { redisUrl, service, key: sealingKey }: TestBus,
  listener: (text: string) => void,
): BusServer {
  const server = new BusServer({ redisUrl, service, sealingKey });
  server.onNotice(listener);
  server.listen(() => undefined);
  return server;
}

const listeners = (bus: TestBus, count: number): Promise<boolean> =>
  eventually(async () => (await bus.listenersTo('notices')) === count);
