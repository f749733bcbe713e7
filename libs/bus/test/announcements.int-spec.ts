import { eventually, startPrivateRedis } from '@latchkey/testing';
import { BusClient, BusServer } from '../src/index.js';
import { TestBus } from './test-bus.js';

describe('an announcement', () => {
  let bus: TestBus;
  let server: BusServer;
  beforeEach(async () => {
    bus = TestBus.start();
    server = newServer(bus);
    await eventually(() => server.isConnected);
  });
  afterEach(async () => {
    await server.close();
    await bus.close();
  });

  it('is heard by every client of that service which listens, and by no other', async () => {
    const heard: string[] = [];
    const note = (name: string) => (text: string) => void heard.push(`${name} ${text}`);
    const [first, second, stranger] = [
      await bus.client(),
      await bus.client(),
      await bus.client({ service: `${bus.service}-other` }),
    ];
    first.onAnnouncement(note('first'));
    second.onAnnouncement(note('second'));
    stranger.onAnnouncement(note('stranger'));
    await listeners(bus, 2);
    server.announce('log at 7');
    await eventually(() => heard.length >= 2);
    expect(heard.sort()).toEqual(['first log at 7', 'second log at 7']);
  });

  it('is not asked for by a client that nobody listens at', async () => {
    await bus.client();
    expect(await bus.listenersTo('hints')).toBe(0);
  });

  it('is heard also by who listened before the connection was there', async () => {
    const { redisUrl, service, publicKey: sealingKey } = bus;
    const client = new BusClient({ redisUrl, service, sealingKey });
    const heard: string[] = [];
    client.onAnnouncement((text) => void heard.push(text));
    await client.connect();
    await listeners(bus, 1);
    server.announce('early');
    await eventually(() => heard.includes('early'));
    client.close();
  });

  it('neither fails nor waits without Redis, and is heard again when Redis is back', async () => {
    const store = await startPrivateRedis();
    const other = TestBus.start(store.url);
    const announcer = newServer(other);
    try {
      const heard: string[] = [];
      const client = await other.client();
      client.onAnnouncement((text) => void heard.push(text));
      await listeners(other, 1);
      await store.stop('crash');
      announcer.announce('lost');
      await store.start();
      await eventually(() => announcer.isConnected && client.isConnected, { withinMs: 5_000 });
      announcer.announce('back');
      await eventually(() => heard.length > 0);
      expect(heard).toEqual(['back']);
    } finally {
      await announcer.close();
      await other.close();
      await store.stop('crash');
    }
  });
});

const newServer = ({ redisUrl, service, key: sealingKey }: TestBus): BusServer => {
  const server = new BusServer({ redisUrl, service, sealingKey });
  server.listen(() => undefined);
  return server;
};

const listeners = (bus: TestBus, count: number): Promise<boolean> =>
  eventually(async () => (await bus.listenersTo('hints')) === count);
