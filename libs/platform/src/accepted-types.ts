import { type FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** `@RouteConfig({ produces: […] })`: the media types that a route answers with, where that is not JSON. */
    produces?: readonly string[];
  }
}

const JSON_TYPE = 'application/json';
export const PROBLEM_TYPE = 'application/problem+json';

/** What nearly every client sends is not parsed. */
const takesAnything = (accept: string | undefined): boolean =>
  accept === undefined || accept === '*/*' || accept === JSON_TYPE;

/** Errors come as RFC 9457 has them to whoever names its media type, beside others or alone. */
export function asksForProblems({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  const { accept } = headers;
  if (takesAnything(accept) || !accept?.includes(PROBLEM_TYPE)) return false;
  return new Negotiator({ headers: { accept } }).mediaTypes().includes(PROBLEM_TYPE);
}

/** Whether a route can answer in a way that the caller understands. */
export function isAcceptable({ headers, routeOptions }: FastifyRequest): boolean {
  const { accept } = headers;
  if (takesAnything(accept) || accept === undefined) return true;
  const produced = routeOptions.config.produces ?? [JSON_TYPE];
  return new Negotiator({ headers: { accept } }).mediaTypes([...produced, PROBLEM_TYPE]).length > 0;
}
