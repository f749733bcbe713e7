import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

/** One attempt, as it arrived. */
export interface Received {
  readonly id: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly body: {
    readonly type: string;
    readonly timestamp: string;
    readonly workspace_id: string;
    readonly data: Readonly<Record<string, unknown>>;
  };
  /** Milliseconds, by performance.now(). */
  readonly at: number;
}

type Answering = (received: Received, response: ServerResponse) => void;

/** Somebody's own server, on this machine, that webhooks are sent to. */
export class WebhookReceiver {
  readonly received: Received[] = [];
  /** How it answers from now on; by default 204. */
  answers: Answering = (_, response) => response.writeHead(204).end();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<WebhookReceiver> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    server.unref();
    const receiver = new WebhookReceiver(server);
    server.on('request', (request, response) => {
      void receiver.receive(request, response);
    });
    return receiver;
  }

  url(path = '/'): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}${path}`;
  }

  /** What arrived at a path, of these types. */
  at(path: string, ...types: string[]): Received[] {
    return this.received.filter(
      (each) => each.path === path && (types.length === 0 || types.includes(each.body.type)),
    );
  }

  /** As whoever uses Latchkey does it, with the library of Standard Webhooks. Throws when it does not hold. */
  static verify({ text, headers }: Received, secret: string): unknown {
    return new Webhook(secret).verify(text, { ...headers });
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const headers = request.headers as Record<string, string>;
    const received: Received = {
      id: String(headers['webhook-id']),
      path: String(request.url),
      headers,
      text,
      body: JSON.parse(text) as Received['body'],
      at: performance.now(),
    };
    this.received.push(received);
    this.answers(received, response);
  }
}
