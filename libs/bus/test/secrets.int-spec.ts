import { eventually, testPassword } from '@latchkey/testing';
import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { login, LoginController } from './login.controller.js';
import { TestBus } from './test-bus.js';

/** Everything this Redis is told from now on, scripts included. A bare socket: the client loses lines among replies. */
async function overhear(bus: TestBus): Promise<{ stop: () => Promise<string> }> {
  const { hostname, port } = new URL(bus.redisUrl);
  const socket = connect(Number(port), hostname);
  let heard = '';
  socket.on('data', (chunk) => (heard += chunk.toString()));
  // Of a test that fails half-way.
  socket.unref();
  socket.write('MONITOR\r\n');
  await eventually(() => heard.startsWith('+OK'));
  const stop = async (): Promise<string> => {
    const mark = randomUUID();
    await bus.redis.echo(mark);
    await eventually(() => heard.includes(mark));
    socket.destroy();
    // As it was sent: MONITOR escapes quotes.
    return heard.replaceAll('\\"', '"').replaceAll('\\\\', '\\');
  };
  return { stop };
}

describe('a secret on the bus', () => {
  let bus: TestBus;
  beforeEach(() => (bus = TestBus.start()));
  afterEach(() => bus.close());

  it('arrives in clear and is never seen by Redis: of a request, of a reply, and the principal', async () => {
    const [password, principal, token] = [testPassword(), testPassword(), testPassword()];
    const { controller } = await bus.replica(LoginController);
    controller.token = token;
    const client = await bus.client();
    const redis = await overhear(bus);

    const session = await client.call(login, { email: 'ada@example.com', password }, { principal });
    const overheard = await redis.stop();

    expect(session).toEqual({ id: 1, token });
    expect(controller.received).toEqual([{ body: { email: 'ada@example.com', password }, principal }]);
    expect(overheard).toContain('ada@example.com');
    expect(overheard).toContain('{"id":1');
    for (const secret of [password, principal, token]) expect(overheard).not.toContain(secret);
  });

  it('may be absent or null, and a message may have no principal', async () => {
    const { controller } = await bus.replica(LoginController);
    const client = await bus.client();
    await client.call(login, { email: 'ada@example.com', password: 'secret', hint: null });
    expect(controller.received).toEqual([
      { body: { email: 'ada@example.com', password: 'secret', hint: null }, principal: null },
    ]);
  });
});
