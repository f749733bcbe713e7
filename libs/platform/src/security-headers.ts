import { type FastifyInstance } from 'fastify';
import helmet, { type HelmetOptions } from 'helmet';

/** Nothing that is answered is a page, and none of it may stay where others find it. */
const OF_DATA: HelmetOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  },
  strictTransportSecurity: { maxAge: 365 * 24 * 60 * 60, includeSubDomains: true },
  xFrameOptions: { action: 'deny' },
};

/** The page of the reference: script and style of its own, some of it in the page, and requests to this API alone. */
const OF_PAGES: HelmetOptions = {
  ...OF_DATA,
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:'],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
};

/**
 * What browsers are told of every answer (ASVS 3.4). Made once: `@fastify/helmet` makes it for each request.
 * @param pages What the paths of pages begin with.
 */
export function sendSecurityHeaders(fastify: FastifyInstance, pages: string): void {
  const [ofData, ofPages] = [helmet(OF_DATA), helmet(OF_PAGES)];
  fastify.addHook('onRequest', (request, reply, done) => {
    const isPage = request.url.startsWith(pages);
    if (!isPage) void reply.header('cache-control', 'no-store');
    (isPage ? ofPages : ofData)(request.raw, reply.raw, (error) => {
      done(error as Error | undefined);
    });
  });
}
