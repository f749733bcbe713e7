import { type FastifyInstance, type FastifyReply, type FastifyRequest, type HTTPMethods } from 'fastify';

const METHODS: readonly HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/**
 * A path that exists answers 405 with `Allow` to a method that it does not take (RFC 9110, 15.5.6), and 204 with `Allow`
 * to OPTIONS, before the body is read. Without credentials: the reference is public too.
 * @returns To be called when all routes are there, and before any request.
 */
export function noteMethods(fastify: FastifyInstance): () => void {
  const methodsOf = new Map<string, Set<HTTPMethods>>();
  fastify.addHook('onRoute', ({ url, method }) => {
    const known = methodsOf.get(url) ?? new Set();
    for (const each of [method].flat()) known.add(each);
    methodsOf.set(url, known);
  });
  return () => {
    for (const [url, known] of [...methodsOf]) {
      const allow = [...new Set([...known, 'OPTIONS'])].sort().join(', ');
      const missing = METHODS.filter((method) => !known.has(method));
      // The wildcards are those of the reference's own files.
      if (!url.includes('*'))
        fastify.route({ method: [...missing], url, onRequest: refusing(allow), handler });
    }
  };
}

const refusing =
  (allow: string) =>
  (request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void): void => {
    void reply.header('allow', allow);
    if (request.method === 'OPTIONS') void reply.status(204).send();
    else done(Object.assign(new Error('Method Not Allowed'), { statusCode: 405 }));
  };

/** Never reached: the hook before it answers. */
const handler = (): void => undefined;
