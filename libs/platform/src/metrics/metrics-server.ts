import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type Metrics } from './metrics.js';

export interface MetricsAddress {
  /** 0 takes any free one. */
  readonly port: number;
  readonly host: string;
}

/** `GET /metrics` on a port of its own, so that whoever reaches the API does not reach it. */
export class MetricsServer {
  private readonly server: Server;

  constructor(private readonly metrics: Metrics) {
    this.server = createServer((request, response) => {
      const isRead = request.method === 'GET' || request.method === 'HEAD';
      if (!isRead || request.url?.split('?')[0] !== '/metrics') {
        response.writeHead(404).end();
        return;
      }
      this.metrics.text().then(
        (text) => response.writeHead(200, { 'content-type': this.metrics.contentType }).end(text),
        () => response.writeHead(500).end(),
      );
    });
  }

  /** Resolves to the port. Rejects when it is taken. */
  listen({ port, host }: MetricsAddress): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, () => {
        resolve((this.server.address() as AddressInfo).port);
      });
    });
  }

  /** Whoever still reads is not waited for. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => {
        resolve();
      });
      this.server.closeAllConnections();
    });
  }
}
