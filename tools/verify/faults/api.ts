import { Agent, request } from 'node:http';
import { type Node } from './cluster.js';

export interface Ask {
  readonly method: string;
  readonly path: string;
  readonly token?: string;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
  /** `X-Change-Receipt`. */
  readonly receipt: string | undefined;
  readonly sent: number;
  readonly received: number;
  readonly guard: string;
}

/** Longer than any pause: what waits in a paused guard's socket is decided when it goes on. */
const LIMIT_MS = 45_000;

/** Asks replicas over connections that are kept open. */
export class Api {
  private readonly agent = new Agent({ keepAlive: true, maxFreeSockets: 64 });

  /** Resolves to null when there is no answer. */
  ask(node: Node, { method, path, token, body, idempotencyKey }: Ask): Promise<Answer | null> {
    const guard = `${node.name}#${node.life}`;
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers = {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(text !== undefined && {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
      }),
      ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
    };
    return new Promise((resolve) => {
      const none = (): void => {
        resolve(null);
      };
      const sent = performance.now();
      const call = request(node.replica.url + path, { method, headers, agent: this.agent }, (response) => {
        let said = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (said += chunk));
        response.once('error', none);
        response.once('end', () => {
          const received = performance.now();
          const receipt = response.headers['x-change-receipt'];
          resolve({
            status: response.statusCode ?? 0,
            text: said,
            receipt: typeof receipt === 'string' ? receipt : undefined,
            sent,
            received,
            guard,
          });
        });
      });
      call.setTimeout(LIMIT_MS, () => call.destroy());
      call.once('error', none);
      call.once('close', none);
      call.end(text);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}
