import { applyDecorators, type Type, UseInterceptors } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiExtraModels,
  ApiOkResponse,
  type ApiResponseSchemaHost,
  getSchemaPath,
} from '@nestjs/swagger';
import { NextLink } from '../paging/next-link.js';

/** How the API reference describes what `responses/success.ts` makes. */
type Schema = ApiResponseSchemaHost['schema'];

const envelope = (data: Schema, more: Record<string, Schema> = {}): Schema => ({
  type: 'object',
  required: ['status', 'data', ...Object.keys(more)],
  properties: { status: { type: 'string', enum: ['success'] }, data, ...more },
});

const nextCursor: Schema = {
  type: 'object',
  required: ['next_cursor'],
  properties: { next_cursor: { type: 'string', nullable: true } },
};

export const Answer = (item: Type): MethodDecorator =>
  applyDecorators(ApiExtraModels(item), ApiOkResponse({ schema: envelope({ $ref: getSchemaPath(item) }) }));

export const CreatedAnswer = (item: Type): MethodDecorator =>
  applyDecorators(
    ApiExtraModels(item),
    ApiCreatedResponse({ schema: envelope({ $ref: getSchemaPath(item) }) }),
  );

export const PageAnswer = (item: Type): MethodDecorator =>
  applyDecorators(
    UseInterceptors(NextLink),
    ApiExtraModels(item),
    ApiOkResponse({
      headers: {
        Link: {
          description: 'The first page, and the next if there is one (RFC 8288).',
          schema: { type: 'string' },
          example: '</api/contacts?cursor=WyItY3…>; rel="next", </api/contacts>; rel="first"',
        },
      },
      schema: envelope(
        { type: 'array', items: { $ref: getSchemaPath(item) } },
        {
          meta: nextCursor,
        },
      ),
    }),
  );

/** All of them at once: there are few, and they do not become more. */
export const ListAnswer = (item: Type): MethodDecorator =>
  applyDecorators(
    ApiExtraModels(item),
    ApiOkResponse({ schema: envelope({ type: 'array', items: { $ref: getSchemaPath(item) } }) }),
  );

export const DoneAnswer = (message: string): MethodDecorator =>
  ApiOkResponse({
    schema: envelope({
      type: 'object',
      required: ['message'],
      properties: { message: { type: 'string', enum: [message] } },
    }),
  });
