import { withinTrace } from '@latchkey/bus';
import { type DynamicModule, type LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { type IncomingMessage } from 'node:http';
import { type Socket } from 'node:net';
import { v7 as newId } from 'uuid';
import { HttpErrorsFilter } from './http-errors.filter.js';
import { noteWhenRead } from './in-time.js';
import { requestValidation } from './validation.js';

const BODY_LIMIT_BYTES = 100 * 1024;
/** What a caller may choose as the id of its request; anything else is replaced. */
const REQUEST_ID = /^[\w.-]{1,100}$/;

export interface HttpAppOptions {
  /**
   * Proxies whose word is taken for where a request comes from: addresses and networks. The last address in
   * X-Forwarded-For that is none of theirs is the client's; whatever stands before it anybody could have written.
   */
  readonly trustedProxies?: readonly string[];
}

/** An HTTP application in Latchkey's manners: one shape of errors, checked input, an id for every request. */
export async function createHttpApp(
  module: DynamicModule,
  logger: LoggerService,
  { trustedProxies = [] }: HttpAppOptions = {},
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
    frameworkErrors: (error: FastifyError, _request: FastifyRequest, reply: FastifyReply) => {
      void reply.status(error.statusCode ?? 400).send(badRequest);
    },
    clientErrorHandler: answerUnreadable,
  });
  const fastify = adapter.getInstance();
  acceptJsonOnly(fastify);
  fastify.addHook('onRequest', (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
    void reply.header('x-request-id', request.id);
    done();
  });
  noteWhenRead(fastify);
  // After the body is read: what its parser calls back from is outside the trace.
  fastify.addHook('preValidation', (request: FastifyRequest, _reply: FastifyReply, done: () => void) => {
    withinTrace(request.headers.traceparent, done);
  });
  fastify.addHook('onResponse', (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
    // The route, not the URL: a query may hold what somebody should not have put there.
    const line = {
      request_id: request.id,
      method: request.method,
      route: request.routeOptions.url ?? null,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    };
    withinTrace(request.headers.traceparent, () => {
      if (reply.statusCode >= 500) logger.warn(line, 'Http');
      else logger.debug?.(line, 'Http');
    });
    done();
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger,
    abortOnError: false,
    bodyParser: false,
  });
  app.useGlobalPipes(requestValidation());
  app.useGlobalFilters(new HttpErrorsFilter());
  return app;
}

/**
 * Anything but JSON is 415. No body at all is none, also where a client announces JSON with every request. A key such as
 * `__proto__` is left to the check of every input, which refuses it by name.
 */
function acceptJsonOnly(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('ignore', 'ignore');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else void parse(request, body.toString(), done);
  });
}

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
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
