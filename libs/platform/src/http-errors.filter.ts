import { type FieldErrors, type Refusal, type RefusalKind } from '@latchkey/contracts';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { STATUS_CODES } from 'node:http';
import { asksForProblems, PROBLEM_TYPE } from './accepted-types.js';
import { refusalIn } from './thrown.js';

// A new kind without a status does not compile.
const STATUS_OF: Record<RefusalKind, number> = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_many: 429,
  unavailable: 503,
};

/** What Fastify refuses before any handler of ours, in words that say what to do. */
const MESSAGE_OF_STATUS: Record<number, string> = {
  400: 'The request cannot be read: is its body valid JSON?',
  404: 'Not found',
  405: 'This path does not take that method: see Allow',
  406: 'Accept must allow application/json, or what the reference says that this route answers with',
  413: 'The body is larger than 100 KB',
  415: 'The body must be sent as Content-Type: application/json',
};

/** Seconds, for what is away: it may be back at any moment. */
const RETRY_SOON = 1;

interface ErrorBody {
  readonly status: 'error';
  readonly message: string;
  readonly errors?: FieldErrors;
}

interface Answer {
  readonly status: number;
  readonly body: ErrorBody;
  /** Seconds. */
  readonly retryAfter?: number | undefined;
}

const plain = (status: number, message: string): Answer => ({ status, body: { status: 'error', message } });

/** Every failed request leaves here in one shape (D12). What is ours to mend is logged; callers see no inside. */
@Catch()
export class HttpErrorsFilter implements ExceptionFilter {
  private readonly logger = new Logger('Http');

  catch(thrown: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (reply.sent) return;
    const { status, body, retryAfter = status === 503 ? RETRY_SOON : undefined } = this.answerTo(thrown);
    if (retryAfter !== undefined) void reply.header('retry-after', String(retryAfter));
    if (asksForProblems(host.switchToHttp().getRequest<FastifyRequest>())) {
      void reply.type(PROBLEM_TYPE).status(status).send(problemOf(status, body));
    } else {
      void reply.status(status).send(body);
    }
  }

  private answerTo(thrown: unknown): Answer {
    const refusal = refusalIn(thrown);
    if (refusal) return answerToRefusal(refusal);
    if (thrown instanceof HttpException) return answerToHttpException(thrown);
    const status = (thrown as { statusCode?: unknown } | null)?.statusCode;
    if (typeof status === 'number' && status >= 400 && status < 500) return byStatus(status);
    this.logger.error(thrown);
    return plain(500, 'Internal server error');
  }
}

function answerToRefusal({ kind, message, errors, retryAfter }: Refusal): Answer {
  return {
    status: STATUS_OF[kind],
    body: { status: 'error', message, ...(errors && { errors }) },
    retryAfter,
  };
}

function answerToHttpException(exception: HttpException): Answer {
  const body = exception.getResponse();
  const isOurs = typeof body === 'object' && (body as { status?: unknown }).status === 'error';
  return isOurs
    ? { status: exception.getStatus(), body: body as ErrorBody }
    : byStatus(exception.getStatus());
}

/** RFC 9457. No `type` of ours: the status and the words say all that there is. */
const problemOf = (status: number, { message, errors }: ErrorBody): object => ({
  type: 'about:blank',
  title: STATUS_CODES[status] ?? 'Error',
  status,
  detail: message,
  ...(errors && { errors }),
});

const byStatus = (status: number): Answer =>
  plain(status, MESSAGE_OF_STATUS[status] ?? STATUS_CODES[status] ?? 'Error');
