import { Agent, type IncomingHttpHeaders, request } from 'node:http';

export interface RawRequest {
  readonly method: string;
  /** With its query, as it goes over the wire: nothing tidies it up. */
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly ms: number;
}

const LIMIT_MS = 15_000;

/** Requests that no well-behaved client would send. */
export class RawRequests {
  private readonly agent = new Agent({ keepAlive: true });

  constructor(private readonly url: string) {}

  send({ method, target, headers = {}, body }: RawRequest): Promise<RawAnswer> {
    const { hostname, port } = new URL(this.url);
    const began = performance.now();
    return new Promise((resolve, reject) => {
      const options = { hostname, port, method, path: target, headers, agent: this.agent, timeout: LIMIT_MS };
      const sent = request(options, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          const { statusCode: status = 0, headers } = answer;
          resolve({ status, headers, text, ms: performance.now() - began });
        });
      });
      sent.on('error', reject);
      sent.on('timeout', () => sent.destroy(new Error(`No answer within ${LIMIT_MS} ms`)));
      if (body !== undefined) sent.setHeader('content-length', Buffer.byteLength(body));
      sent.end(body);
    });
  }

  stop(): void {
    this.agent.destroy();
  }
}
