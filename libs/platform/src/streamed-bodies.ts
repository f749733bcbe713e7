import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { type FastifyInstance, type FastifyRequest } from 'fastify';

const STREAMS = ['text/csv'] as const;
type Streamed = (typeof STREAMS)[number];

/**
 * A handler that reads its body by itself, as it arrives: `request.body` is a stream, of any length. Of JSON it is an
 * object as elsewhere, and without a body nothing.
 */
export const ReadsStream = (type: Streamed): MethodDecorator => applyDecorators(RouteConfig({ reads: type }));

/** Where nobody reads it, such a body is 415 like everything that is not JSON. */
export function acceptStreams(fastify: FastifyInstance): void {
  for (const type of STREAMS) {
    fastify.addContentTypeParser(type, (request: FastifyRequest, payload, done) => {
      const { reads } = request.routeOptions.config as { readonly reads?: Streamed };
      if (reads === type) done(null, payload);
      else done(Object.assign(new Error('Unsupported Media Type'), { statusCode: 415 }));
    });
  }
}
