import { Durations, type Family, type Measured, type Sample } from '@latchkey/metrics';
import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']);
const BOUNDS = [0.005, 0.025, 0.1, 0.5, 1, 5];

/** One route and method, by whichever of its paths it was called. */
class Endpoint {
  private readonly byStatus = new Map<number, number>();
  readonly took: Durations;

  constructor(private readonly labels: { readonly method: string; readonly route: string }) {
    this.took = new Durations(labels, BOUNDS);
  }

  note(status: number, ms: number): void {
    this.byStatus.set(status, (this.byStatus.get(status) ?? 0) + 1);
    this.took.add(ms / 1_000);
  }

  get counts(): Sample[] {
    return [...this.byStatus].map(([status, value]) => ({
      labels: { ...this.labels, status: String(status) },
      value,
    }));
  }
}

/**
 * Requests by endpoint. A route is a pattern of ours, never what somebody asked for: what is no route is `none`, and
 * whatever a route does not take is `other`. With a workspace in the path or without, an endpoint is one.
 */
export class HttpMetrics implements Measured {
  private readonly endpoints = new Map<string, Endpoint>();
  /** What was refused before it came to any endpoint: no route, or not its method. */
  private readonly refused = new Map<string, Endpoint>();
  readonly families: readonly Family[] = [
    {
      name: 'latchkey_http_requests_total',
      help: 'Requests, by endpoint and status.',
      type: 'counter',
      samples: () => [...this.endpoints.values(), ...this.refused.values()].flatMap(({ counts }) => counts),
    },
    {
      name: 'latchkey_http_request_seconds',
      help: 'From a request to the end of its response.',
      type: 'histogram',
      samples: () => [...this.endpoints.values()].flatMap(({ took }) => took.samples()),
    },
  ];

  constructor(fastify: FastifyInstance) {
    fastify.addHook('onResponse', (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
      this.endpointOf(request, reply.statusCode).note(reply.statusCode, reply.elapsedTime);
      done();
    });
  }

  private endpointOf({ method, routeOptions: { url } }: FastifyRequest, status: number): Endpoint {
    const route = url === undefined ? 'none' : withoutWorkspace(url);
    const isTaken = url !== undefined && METHODS.has(method) && status !== 405;
    const among = isTaken ? this.endpoints : this.refused;
    const key = isTaken ? `${method} ${route}` : route;
    const known = among.get(key);
    if (known) return known;
    const endpoint = new Endpoint({ method: isTaken ? method : 'other', route });
    among.set(key, endpoint);
    return endpoint;
  }
}

const withoutWorkspace = (url: string): string => url.replace('/v1/:workspace', '');
