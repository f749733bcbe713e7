import { eventually } from '@latchkey/testing';
import {
  Agent,
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as ask,
  type Server,
  type ServerResponse,
} from 'node:http';
import { type AddressInfo } from 'node:net';

export interface BalancerOptions {
  /** How often each process is asked whether it is ready. */
  readonly pollMs: number;
}

/**
 * What stands in front of real processes: it sends each request to one that said it was ready when it was last asked, in
 * turn, and tries none twice. Half of them go over connections that it keeps, half over new ones.
 */
export class Balancer {
  private readonly ready = new Map<string, boolean>();
  private readonly kept = new Agent({ keepAlive: true });
  private readonly timer: NodeJS.Timeout;
  private turn = 0;

  private constructor(
    private readonly server: Server,
    { pollMs }: BalancerOptions,
  ) {
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      this.pass(request, response);
    });
    this.timer = setInterval(() => void this.poll(), pollMs);
  }

  static async start(options: BalancerOptions): Promise<Balancer> {
    const server = createServer({ keepAliveTimeout: 60_000 });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Balancer(server, options);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Resolves once it gets requests: when it has said that it is ready. */
  async add(url: string): Promise<void> {
    this.ready.set(url, false);
    await eventually(() => this.ready.get(url));
  }

  /** Once it is gone. */
  remove(url: string): void {
    this.ready.delete(url);
  }

  stop(): void {
    clearInterval(this.timer);
    this.kept.destroy();
    this.server.closeAllConnections();
    this.server.close();
  }

  private async poll(): Promise<void> {
    await Promise.all(
      [...this.ready.keys()].map(async (url) => {
        const answer = await isReady(url);
        if (this.ready.has(url)) this.ready.set(url, answer);
      }),
    );
  }

  private pass(request: IncomingMessage, response: ServerResponse): void {
    const targets = [...this.ready].filter(([, isReadyNow]) => isReadyNow);
    const [target] = targets[this.turn++ % targets.length] ?? [];
    if (target === undefined) {
      fail(response, 'no process is ready');
      return;
    }
    const headers = withoutConnection(request.headers);
    const agent = this.turn % 2 === 0 ? this.kept : false;
    const passed = ask(target + String(request.url), { method: request.method, headers, agent }, (answer) => {
      response.writeHead(Number(answer.statusCode), withoutConnection(answer.headers));
      answer.on('error', () => response.destroy());
      answer.pipe(response);
    });
    passed.on('error', (error) => {
      fail(response, `${target}: ${error.message}`);
    });
    request.pipe(passed);
  }
}

/** What is said of one connection is not passed on to the other. */
const withoutConnection = (headers: IncomingHttpHeaders): IncomingHttpHeaders =>
  Object.fromEntries(
    Object.entries(headers).filter(([name]) => name !== 'connection' && name !== 'keep-alive'),
  );

/** As a request that nobody repeated comes back: the client counts it. */
function fail(response: ServerResponse, reason: string): void {
  if (response.headersSent) response.destroy();
  else
    response.writeHead(502, { 'content-type': 'application/json' }).end(JSON.stringify({ balancer: reason }));
}

async function isReady(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(1_000) });
    await answer.arrayBuffer();
    return answer.status === 200;
  } catch {
    return false;
  }
}
