import { eventually } from '@latchkey/testing';
import { once } from 'node:events';
import net from 'node:net';
import { type Link, Proxies } from './proxies.js';

/** Something that says what it hears. */
const echo = net.createServer({ allowHalfOpen: true }, (socket) => {
  socket.on('error', () => undefined);
  socket.pipe(socket);
});

describe('a wire', () => {
  let proxies: Proxies;
  let link: Link;
  let socket: net.Socket;
  let heard: string;
  let errors: string[];

  const connect = async (): Promise<void> => {
    heard = '';
    errors = [];
    socket = net.connect(link.port, '127.0.0.1');
    socket.on('data', (chunk) => (heard += chunk.toString()));
    socket.on('error', (error: NodeJS.ErrnoException) => errors.push(error.code ?? ''));
    await once(socket, 'connect');
  };
  const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 100));

  beforeAll(async () => {
    echo.listen(0, '127.0.0.1');
    await once(echo, 'listening');
    proxies = await Proxies.start();
    link = await proxies.link((echo.address() as net.AddressInfo).port);
  });
  beforeEach(connect);
  afterEach(async () => {
    await link.become({});
    socket.destroy();
  });
  afterAll(async () => {
    await proxies.close();
    echo.close();
  });

  it('carries what it is given', async () => {
    socket.write('one');
    await eventually(() => heard === 'one');
  });

  it.each(['holdsRequests', 'holdsReplies'] as const)(
    'that %s keeps it, and lets it through in order once it is healed',
    async (way) => {
      await link.become({ [way]: true });
      socket.write('one');
      await soon();
      socket.write('two');
      await soon();
      expect(heard).toBe('');
      await link.become({});
      await eventually(() => heard === 'onetwo');
    },
  );

  it('that is slow takes its time each way', async () => {
    await link.become({ delayMs: 150 });
    const began = performance.now();
    socket.write('one');
    await eventually(() => heard === 'one');
    expect(performance.now() - began).toBeGreaterThanOrEqual(300);
  });

  it('that is reset loses what it held', async () => {
    await link.become({ holdsRequests: true });
    socket.write('one');
    await soon();
    await link.reset();
    await eventually(() => errors.includes('ECONNRESET'));
    await link.become({});
    await connect();
    socket.write('two');
    await eventually(() => heard === 'two');
  });

  it('that refuses resets whoever comes', async () => {
    await link.become({ refuses: true });
    const late = net.connect(link.port, '127.0.0.1');
    const [error] = (await once(late, 'error').catch((thrown: unknown) => [thrown])) as [Error];
    expect(error).toMatchObject({ code: 'ECONNRESET' });
  });

  it("ends when the store's side ends", async () => {
    socket.end('last');
    await once(socket, 'end');
    expect(heard).toBe('last');
  });
});
