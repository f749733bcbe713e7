import { isUnavailable, Refusal, type RefusalKind } from '@latchkey/client';
import { type ArgumentsHost, Catch, HttpException, ServiceUnavailableException } from '@nestjs/common';
import { BaseExceptionFilter } from '@nestjs/core';

/** null: not the customer's to mend. Latchkey does not take *our* credential, or it may not do this. */
const STATUS_OF: Record<RefusalKind, number | null> = {
  invalid: 422,
  not_found: 404,
  conflict: 409,
  too_many: 429,
  unavailable: 503,
  unauthenticated: null,
  forbidden: null,
};

/** What the client throws, in HTTP. Everything else goes Nest's way: logged, and 500. */
@Catch()
export class LatchkeyErrorsFilter extends BaseExceptionFilter {
  override catch(thrown: unknown, host: ArgumentsHost): void {
    super.catch(inHttp(thrown), host);
  }
}

function inHttp(thrown: unknown): unknown {
  // Neither a yes nor a no: the customer keeps the token and tries again.
  if (isUnavailable(thrown)) return new ServiceUnavailableException('Service temporarily unavailable');
  if (!(thrown instanceof Refusal)) return thrown;
  const status = STATUS_OF[thrown.kind];
  return status === null
    ? thrown
    : new HttpException({ message: thrown.message, errors: thrown.errors }, status);
}
