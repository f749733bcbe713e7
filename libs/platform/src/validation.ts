import { Refusal } from '@latchkey/contracts';
import { ValidationPipe } from '@nestjs/common';
import { type ValidationError } from 'class-validator';

/**
 * Checks bodies, queries and messages against their DTO, for HTTP and the bus alike. Unknown fields are refused
 * by name: a caller that misspells `expires_at` must not get a token that never expires.
 */
export const requestValidation = (): ValidationPipe =>
  new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    exceptionFactory: (errors) => Refusal.invalid(reasonsByField(errors)),
  });

function reasonsByField(errors: readonly ValidationError[], path = ''): Record<string, string[]> {
  const reasons: Record<string, string[]> = {};
  for (const { property, constraints, children } of errors) {
    // class-validator names no property when the whole payload is not an object.
    const field = (property as string | undefined) === undefined ? 'body' : path + property;
    if (constraints) reasons[field] = Object.entries(constraints).map(inOurWords);
    if (children?.length) Object.assign(reasons, reasonsByField(children, `${field}.`));
  }
  return reasons;
}

function inOurWords([rule, message]: [string, string]): string {
  if (rule === 'whitelistValidation') return 'is not a known field';
  if (rule === 'unknownValue') return 'must be a JSON object';
  return message;
}
