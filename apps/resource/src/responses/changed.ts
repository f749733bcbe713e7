import { type Receipt } from '@latchkey/contracts';
import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';
import { RECEIPT_MARK } from '../reference/receipts.js';
import { type Success, success } from './success.js';

/** What a handler answers that has changed something which guards remember. */
export interface Changed<Data> extends Success<Data> {
  /** Leaves the body for the header. */
  readonly receipt: Receipt;
}

export const changed = <Data>(data: Data, receipt: Receipt): Changed<Data> => ({ ...success(data), receipt });

/** As the header says it. */
export function receiptText(receipt: Receipt): string {
  const { state, changed_at } = receipt;
  if (state === 'pending') return `pending; changed_at=${changed_at}`;
  const { effective_at, acknowledged, lapsed } = receipt;
  return (
    `effective; changed_at=${changed_at}; effective_at=${effective_at}; ` +
    `acknowledged=${acknowledged}; lapsed=${lapsed}`
  );
}

const ReceiptInHeader: NestInterceptor = {
  intercept(context: ExecutionContext, next: CallHandler<Changed<unknown>>): Observable<Success<unknown>> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      map(({ receipt, ...answer }) => {
        void reply.header('x-change-receipt', receiptText(receipt));
        if (receipt.state === 'pending') void reply.status(202);
        return answer;
      }),
    );
  },
};

/** For a handler that answers with `changed(…)`: the receipt in `X-Change-Receipt`, 202 while nobody can tell. */
export const TellsEffect = (): MethodDecorator =>
  applyDecorators(UseInterceptors(ReceiptInHeader), ApiExtension(RECEIPT_MARK, true));
