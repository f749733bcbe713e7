import { beginSpan, isRecorded, type OpenSpan } from '@latchkey/bus';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { type AuthenticatedRequest } from '../authenticated-request.js';
import { TokenGuard } from '../token.guard.js';
import { VerificationMetrics } from './verification-metrics.js';

/** Decides nothing: it measures what the guard decides, and shows it in the trace of a request that has one. */
@Injectable()
export class WatchedGuard implements CanActivate {
  constructor(
    private readonly guard: TokenGuard,
    private readonly metrics: VerificationMetrics,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const beganAt = performance.now();
    const span = isRecorded() ? beginSpan('guard', { kind: 'within' }) : null;
    try {
      const answer = span ? span.run(() => this.guard.canActivate(context)) : this.guard.canActivate(context);
      if (answer instanceof Promise) return this.watch(context, beganAt, span, answer);
      this.note(context, beganAt, span);
      return answer;
    } catch (error) {
      this.note(context, beganAt, span);
      throw error;
    }
  }

  private async watch(
    context: ExecutionContext,
    beganAt: number,
    span: OpenSpan | null,
    answer: Promise<boolean>,
  ): Promise<boolean> {
    try {
      return await answer;
    } finally {
      this.note(context, beganAt, span);
    }
  }

  /** Never what was presented, nor its digest. Of public routes, and what is no HTTP, there is nothing to say. */
  private note(context: ExecutionContext, beganAt: number, span: OpenSpan | null): void {
    const { watched } = context.getArgByIndex<AuthenticatedRequest>(0);
    if (watched) this.metrics.note(watched.cache, watched.outcome, beganAt);
    span?.end({
      attributes: {
        'latchkey.outcome': watched?.outcome ?? 'public',
        'latchkey.cache': watched?.cache ?? 'none',
      },
    });
  }
}
