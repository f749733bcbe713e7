import { type Refusal } from '@latchkey/contracts';
import { ParseUUIDPipe } from '@nestjs/common';

/** The id in a path: a text that cannot be an id names nothing, and answers as a missing row. */
export const IdOf = (notFound: () => Refusal): ParseUUIDPipe =>
  new ParseUUIDPipe({ exceptionFactory: notFound });
