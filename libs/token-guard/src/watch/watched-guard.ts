import { beginSpan, isRecorded, type OpenSpan } from '@latchkey/bus';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { type AuthenticatedRequest } from '../authenticated-request.js';
import { Clock } from '../lease/clock.js';
import { TokenGuard } from '../token.guard.js';
import { VerificationMetrics } from './verification-metrics.js';

/** Decides nothing: it measures what the guard decides, and shows it in the trace of a request that has one. */
@Injectable()
export class WatchedGuard implements CanActivate {
  constructor(
    private readonly guard: TokenGuard,
    private readonly metrics: VerificationMetrics,
    private readonly clock: Clock,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const at = this.clock.now();
    const span = isRecorded() ? beginSpan('guard', { kind: 'within' }) : null;
    try {
      const answer = span
        ? span.run(() => this.guard.canActivate(context, at))
        : this.guard.canActivate(context, at);
      if (answer instanceof Promise) return this.watch(context, at.mono, span, answer);
      this.note(context, at.mono, span);
      return answer;
    } catch (error) {
      this.note(context, at.mono, span);
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
