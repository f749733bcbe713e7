import { eventually } from '@latchkey/testing';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { PublicAddresses } from '../src/webhooks/public-addresses.js';
import { WebhookCaller } from '../src/webhooks/webhook-caller.js';

const DEADLINE_MS = 300;
const never = new AbortController().signal;
const here = { of: () => Promise.resolve(['127.0.0.1']) };

describe('calling a receiver', () => {
  const servers: (Server | TcpServer)[] = [];
  afterAll(() => {
    for (const server of servers) {
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
    }
  });

  const listening = async (server: Server | TcpServer): Promise<number> => {
    servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const serve = (answer: RequestListener): Promise<number> => listening(createServer(answer));
  const call = (url: string, signal = never) =>
    new WebhookCaller(here, DEADLINE_MS).post(url, '{"type":"token.issued"}', { 'webhook-id': '7' }, signal);

  it('goes to the address that was judged, whatever the name means, with the name as its host', async () => {
    const hosts: (string | undefined)[] = [];
    const port = await serve((request, response) => {
      hosts.push(request.headers.host);
      response.writeHead(200).end('Thanks\0');
    });
    // Nobody but the judge could tell where this is.
    const outcome = await call(`http://nowhere.invalid:${port}/`);
    expect(outcome).toMatchObject({ status: 200, error: null, response: 'Thanks\ufffd' });
    expect(hosts).toEqual([`nowhere.invalid:${port}`]);
  });

  it('does not go to a name that means this machine, and asks for its addresses once', async () => {
    let connections = 0;
    const port = await listening(createTcpServer(() => connections++));
    let asked = 0;
    const resolve = (): Promise<string[]> => {
      asked++;
      return Promise.resolve(['127.0.0.1']);
    };
    const caller = new WebhookCaller(new PublicAddresses({ allowsLoopback: false, resolve }));
    const outcome = await caller.post(`https://rebound.example:${port}/`, '{}', {}, never);
    expect({ outcome, connections, asked }).toMatchObject({
      outcome: { status: null, error: 'address_not_public' },
      connections: 0,
      asked: 1,
    });
  });

  it.each<[string, RequestListener]>([
    ['never answers', () => undefined],
    ['sends its headers slowly', (request) => request.socket.write('HTTP/1.1 200 OK\r\nX-Slow: ')],
  ])('gives up on one that %s', async (_, answer) => {
    const outcome = await call(`http://127.0.0.1:${await serve(answer)}/`);
    expect(outcome).toMatchObject({ status: null, error: 'timed_out' });
    expect(outcome.durationMs).toBeLessThan(DEADLINE_MS * 5);
  });

  it('keeps the beginning of an answer that does not end, and hangs up', async () => {
    let isOver = false;
    const port = await serve((_, response) => {
      response.writeHead(500);
      const more = setInterval(() => response.write('x'.repeat(3_000)), 5);
      response.on('close', () => {
        clearInterval(more);
        isOver = true;
      });
    });
    const outcome = await call(`http://127.0.0.1:${port}/`);
    expect({ ...outcome, response: outcome.response?.length }).toMatchObject({
      status: 500,
      response: 4_096,
    });
    await eventually(() => isOver);
  });

  it('takes the status of an answer that breaks off', async () => {
    const port = await serve((_, response) => {
      response.writeHead(204, { 'content-length': '7' }).flushHeaders();
      response.socket?.end();
    });
    await expect(call(`http://127.0.0.1:${port}/`)).resolves.toMatchObject({ status: 204, error: null });
  });

  it.each<[string, string]>([
    ['120', '120000'],
    ['0', '0'],
    ['Wed, 21 Oct 2026 07:28:00 GMT', '0'],
    ['-1', '0'],
    ['9999999', '0'],
  ])('hears Retry-After: %s as %s ms', async (header, ms) => {
    const port = await serve((_, response) => response.writeHead(429, { 'retry-after': header }).end());
    await expect(call(`http://127.0.0.1:${port}/`)).resolves.toMatchObject({ retryAfterMs: Number(ms) });
  });

  it('tells what was in the way', async () => {
    const plain = await serve((_, response) => response.end());
    await expect(call(`https://127.0.0.1:${plain}/`)).resolves.toMatchObject({ error: 'tls_failed' });
    const closed = createTcpServer();
    const port = await listening(closed);
    closed.close();
    await expect(call(`http://127.0.0.1:${port}/`)).resolves.toMatchObject({ error: 'connection_refused' });
    const rude = await listening(createTcpServer((socket) => socket.end('What?\r\n\r\n')));
    await expect(call(`http://127.0.0.1:${rude}/`)).resolves.toMatchObject({ error: 'connection_broken' });
    const stopping = AbortSignal.abort();
    await expect(call(`http://127.0.0.1:${plain}/`, stopping)).resolves.toMatchObject({
      error: 'interrupted',
    });
  });
});
