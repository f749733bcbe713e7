import { RouteConfig } from '@nestjs/platform-fastify';
import { type FastifyInstance, type FastifyRequest } from 'fastify';

export interface KeptText {
  /** Of the body. */
  readonly mostBytes: number;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** `@KeepsText(…)`. */
    keptText?: KeptText;
  }
}

type WithText = FastifyRequest & { [TEXT]?: string };

const TEXT = Symbol('the body as it came');

/** For a handler that checks a signature: it reads the JSON that the caller signed, before anybody parsed it. */
export const KeepsText = (terms: KeptText): MethodDecorator => RouteConfig({ keptText: terms });

/** Empty for a request without a body. */
export const textOf = (request: FastifyRequest): string => (request as WithText)[TEXT] ?? '';

/** Before any route is added. */
export function limitKeptTexts(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', (route) => {
    const kept = route.config?.keptText;
    if (kept) route.bodyLimit = kept.mostBytes;
  });
}

export function keepText(request: FastifyRequest, body: string): void {
  if (request.routeOptions.config.keptText) (request as WithText)[TEXT] = body;
}
