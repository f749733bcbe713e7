import { type DynamicModule, type LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { type IncomingMessage } from 'node:http';
import { type Socket } from 'node:net';
import { v7 as newId } from 'uuid';
import { HttpErrorsFilter } from './http-errors.filter.js';
import { isAcceptable } from './accepted-types.js';
import { Departure, DepartureModule } from './departure.js';
import { noteWhenRead } from './in-time.js';
import { keepText, limitKeptTexts } from './kept-text.js';
import { noteMethods } from './other-methods.js';
import { sendSecurityHeaders } from './security-headers.js';
import { acceptStreams } from './streamed-bodies.js';
import { requestValidation } from './validation.js';
import { HttpMetrics } from './metrics/http-metrics.js';
import { type Metrics } from './metrics/metrics.js';
import { endTrace, traceRequests, withinRequest } from './tracing/request-traces.js';

const BODY_LIMIT_BYTES = 100 * 1024;
/** What a caller may choose as the id of its request; anything else is replaced. */
const REQUEST_ID = /^[\w.-]{1,100}$/;

export interface HttpAppOptions {
  /**
   * Proxies whose word is taken for where a request comes from: addresses and networks. The last address in
   * X-Forwarded-For that is none of theirs is the client's; whatever stands before it anybody could have written.
   */
  readonly trustedProxies?: readonly string[];
  /** Web pages that may read answers, each as browsers send it in Origin. None: browsers keep answers from pages. */
  readonly allowedOrigins?: readonly string[];
  /** Where requests are counted. */
  readonly metrics?: Metrics;
  /** Called when all else is over: sends the last traces. */
  readonly stopTracing?: () => Promise<void>;
}

/** An HTTP application in Latchkey's manners: one shape of errors, checked input, an id for every request. */
export async function createHttpApp(
  module: DynamicModule,
  logger: LoggerService,
  { trustedProxies = [], allowedOrigins = [], metrics, stopTracing }: HttpAppOptions = {},
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
    genReqId: (request: IncomingMessage) => {
      const given = request.headers['x-request-id'];
      return typeof given === 'string' && REQUEST_ID.test(given) ? given : newId();
    },
    // Stopping, it finishes what is in flight and what still arrives on open connections, and closes idle ones.
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    // No hook runs for a path that cannot be read.
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      void reply.headers({ 'x-request-id': request.id, 'cache-control': 'no-store' });
      // A part of a path that is longer than any id names nothing.
      const isNobodys = error.statusCode === 414;
      void reply.status(isNobodys ? 404 : 400).send(isNobodys ? notFound : badRequest);
    },
    clientErrorHandler: answerUnreadable,
  });
  const fastify = adapter.getInstance();
  acceptJsonOnly(fastify);
  limitKeptTexts(fastify);
  acceptStreams(fastify);
  fastify.addHook('onRequest', (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
    void reply.header('x-request-id', request.id);
    done();
  });
  sendSecurityHeaders(fastify, '/docs');
  if (metrics) metrics.add(new HttpMetrics(fastify));
  const refuseOtherMethods = { onApplicationBootstrap: noteMethods(fastify) };
  refuseUnacceptable(fastify);
  noteWhenRead(fastify);
  traceRequests(fastify);
  fastify.addHook('onResponse', (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
    // The route, not the URL: a query may hold what somebody should not have put there.
    const line = {
      method: request.method,
      route: request.routeOptions.url ?? null,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    };
    withinRequest(request, () => {
      if (reply.statusCode >= 500) logger.warn(line, 'Http');
      else logger.debug?.(line, 'Http');
    });
    endTrace(request, reply);
    done();
  });
  const providers = [
    ...(module.providers ?? []),
    { provide: 'whatever is called once all routes are there', useValue: refuseOtherMethods },
    ...(stopTracing
      ? [{ provide: 'whatever is called at the end', useValue: { onApplicationShutdown: stopTracing } }]
      : []),
  ];
  const imports = [...(module.imports ?? []), DepartureModule];
  const app = await NestFactory.create<NestFastifyApplication>({ ...module, imports, providers }, adapter, {
    logger,
    abortOnError: false,
    bodyParser: false,
  });
  sendClientsElsewhere(fastify, app.get(Departure, { strict: false }));
  app.useGlobalPipes(requestValidation());
  app.useGlobalFilters(new HttpErrorsFilter());
  if (allowedOrigins.length > 0) app.enableCors({ ...CORS, origin: [...allowedOrigins] });
  return app;
}

/** Tokens are sent by pages themselves, never by the browser of its own accord: no credentials. */
const CORS = {
  methods: ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'],
  allowedHeaders: [
    'Authorization',
    'Content-Type',
    'Idempotency-Key',
    'If-Match',
    'If-None-Match',
    'X-API-Key',
    'X-Request-Id',
  ],
  exposedHeaders: [
    'ETag',
    'Link',
    'RateLimit',
    'RateLimit-Policy',
    'Retry-After',
    'WWW-Authenticate',
    'X-Change-Receipt',
    'X-Request-Id',
    'X-Token-Hint',
    'X-Token-Rotation',
  ],
  maxAge: 600,
  // An OPTIONS that is no preflight is no mistake.
  strictPreflight: false,
};

/**
 * Of a process that leaves, each answer is its connection's last: whoever kept one open comes back over a new one, by way
 * of whatever knows by now that this process is not ready.
 */
function sendClientsElsewhere(fastify: FastifyInstance, departure: Departure): void {
  fastify.addHook('onSend', (_request, reply: FastifyReply, _payload, done: () => void) => {
    if (departure.isUnderWay) void reply.header('connection', 'close');
    done();
  });
}

/** Below `/api/` alone: a probe or a browser may say what it likes. */
function refuseUnacceptable(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request: FastifyRequest, _reply, done: (error?: Error) => void) => {
    const isRefused = request.url.startsWith('/api/') && !isAcceptable(request);
    done(isRefused ? Object.assign(new Error('Not Acceptable'), { statusCode: 406 }) : undefined);
  });
}

/**
 * Anything but JSON is 415. No body at all is none, also where a client announces JSON with every request. A key such as
 * `__proto__` is left to the check of every input, which refuses it by name.
 */
function acceptJsonOnly(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('ignore', 'ignore');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    keepText(request, body.toString());
    if (body === '') done(null, undefined);
    else void parse(request, body.toString(), done);
  });
}

const notFound = { status: 'error', message: 'Not found' };
const badRequest = { status: 'error', message: 'The request cannot be read' };

/** Bytes that are not HTTP never reach a route; they get the same shape all the same. */
function answerUnreadable(_error: Error, socket: Socket): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const body = JSON.stringify(badRequest);
  socket.end(
    `HTTP/1.1 400 Bad Request\r\nContent-Type: application/json; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nX-Request-Id: ${newId()}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n${body}`,
  );
}
