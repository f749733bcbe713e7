import { type OpenAPIObject } from '@nestjs/swagger';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Answer = Exclude<Operation['responses'][string], { $ref: string }>;

/** Set by `@TellsEffect()`. */
export const RECEIPT_MARK = 'x-tells-effect';

const header = {
  'X-Change-Receipt': {
    description:
      'What the change did. `effective`: no replica decides by the old state on a request that arrives from now on; ' +
      '`acknowledged` replicas said so, `lapsed` ones said nothing until they could not decide any more. `pending` ' +
      '(202): it is committed, and nobody can tell yet whether every replica knows.',
    schema: { type: 'string' as const },
    example:
      'effective; changed_at=2026-11-22T09:00:00.000Z; effective_at=2026-11-22T09:00:00.012Z; acknowledged=7; lapsed=0',
  },
};

/** The header on the answer, and the answer of a change that is not known to be effective. */
export function describeReceipt(operation: Operation & { [RECEIPT_MARK]?: boolean }): void {
  if (!operation[RECEIPT_MARK]) return;
  const status = operation.responses[201] ? 201 : 200;
  const done = operation.responses[status] as Answer;
  operation.responses[status] = { ...done, description: 'Done, and effective.', headers: header };
  operation.responses[202] = {
    ...done,
    description: 'Committed. Whether every replica knows of it cannot be told yet.',
    headers: header,
  };
}
