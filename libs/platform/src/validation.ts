import { Refusal } from '@latchkey/contracts';
import { type ArgumentMetadata, ValidationPipe } from '@nestjs/common';
import { type ValidationError } from 'class-validator';
import { refuseUnusable } from './plain-input.js';

/**
 * Checks bodies, queries and messages against their DTO, for HTTP and the bus alike. Unknown fields are refused
 * by name: a caller that misspells `expires_at` must not get a token that never expires.
 */
class RequestValidation extends ValidationPipe {
  constructor() {
    super({
      transform: true,
      whitelist: true,
      forbidNonWhitelisted: true,
      exceptionFactory: (errors) => Refusal.invalid(reasonsByField(errors)),
    });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'body' || metadata.type === 'query') refuseUnusable(value);
    return super.transform(value, metadata);
  }
}

export const requestValidation = (): ValidationPipe => new RequestValidation();

function reasonsByField(errors: readonly ValidationError[], path = ''): Record<string, string[]> {
  const reasons: Record<string, string[]> = {};
  for (const { property, constraints, children } of errors) {
    const field = path + property;
    if (constraints) reasons[field] = Object.entries(constraints).map(inOurWords);
    if (children?.length) Object.assign(reasons, reasonsByField(children, `${field}.`));
  }
  return reasons;
}

const inOurWords = ([rule, message]: [string, string]): string =>
  rule === 'whitelistValidation' ? 'is not a known field' : message;
