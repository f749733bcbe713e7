import { RECEIPT } from './headers.js';
import { type Answer, type Operation } from './openapi.js';

/** Set by `@TellsEffect()`: it changes what guards remember. */
export const RECEIPT_MARK = 'x-tells-effect';

/** The header on the answer, and the answer of a change that is not known to be effective. */
export function describeReceipt(operation: Operation & { [RECEIPT_MARK]?: boolean }): void {
  if (!operation[RECEIPT_MARK]) return;
  const status = operation.responses[201] ? 201 : 200;
  const done = operation.responses[status] as Answer;
  const headers = RECEIPT;
  operation.responses[status] = { ...done, description: 'Done, and effective.', headers };
  const description = 'Committed. Whether every replica knows of it cannot be told yet.';
  operation.responses[202] = { ...done, description, headers };
}
