import { Refusal } from '@latchkey/contracts';
import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import { type FastifyInstance, type FastifyRequest } from 'fastify';
import { mergeMap, type Observable, of, raceWith, throwError, timer } from 'rxjs';

/** "Cannot tell" is said within a second (promise P6). */
const MOST_MS = 950;
/** A deadline that comes so late found this process without a turn, … */
const LATE_MS = 20;
/** … in which nobody could have been told anything: what has come meanwhile is read first, and answered if it soon can be. */
const AFTERWARDS_MS = 100;
const READ_AT = Symbol('when the request had been read');

type Timed = FastifyRequest & { [READ_AT]?: number };

/** From here on the time is ours: what came before is how long the caller took to send the request. */
export function noteWhenRead(fastify: FastifyInstance): void {
  fastify.addHook('preValidation', (request: Timed, _reply, done) => {
    request[READ_AT] = performance.now();
    done();
  });
}

@Injectable()
class InTime implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Timed>();
    const now = performance.now();
    const left = MOST_MS - (now - (request[READ_AT] ?? now));
    return next.handle().pipe(raceWith(expiry(Math.max(0, left))));
  }
}

/** Emits nothing: fails when the time is over. */
function expiry(ms: number): Observable<never> {
  const dueAt = performance.now() + ms;
  return timer(ms).pipe(
    mergeMap(() => (performance.now() - dueAt > LATE_MS ? timer(AFTERWARDS_MS) : of(0))),
    mergeMap(() => throwError(() => Refusal.unavailable())),
  );
}

/**
 * One deadline for the request, whatever the guard and the handler wait for, one after the other. What the handler has
 * begun goes on: as with any 503, nobody can tell whether it was done. Not for commands, which may wait for every guard.
 */
export const AnswersInTime = (): ClassDecorator & MethodDecorator => applyDecorators(UseInterceptors(InTime));
