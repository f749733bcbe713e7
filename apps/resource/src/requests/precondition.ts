import { type WorkspaceRef } from '@latchkey/contracts';
import { inSharedTransaction } from '@latchkey/platform';
import { type Identity } from '@latchkey/token-guard';
import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  HttpException,
  Injectable,
  mixin,
  type NestInterceptor,
  type Type,
  UseInterceptors,
} from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { ApiHeader, ApiResponse } from '@nestjs/swagger';
import { isUUID } from 'class-validator';
import { type FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { DataSource } from 'typeorm';
import { etagOf, tagsIn } from '../responses/etag.js';

/** What changes a row stands beside what shows it: the `ETag` is of that answer. */
interface Showing {
  fetch(workspace: WorkspaceRef, id: string): Promise<object>;
}

type Request = FastifyRequest<{ Params: { id: string } }> & { readonly identity: Identity };

/** Strong comparison (RFC 9110, 13.1.1): a weak tag never matches. */
const matches = (header: string, tag: string): boolean => tagsIn(header).includes(tag);

/** @param table Whose row is changed: locked first, so that it is still the one that was compared when it is changed. */
const ifUnchanged = (table: string): Type<NestInterceptor> => {
  @Injectable()
  class IfUnchanged implements NestInterceptor {
    constructor(
      private readonly database: DataSource,
      private readonly modules: ModuleRef,
    ) {}

    intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
      const { headers, identity, params } = context.switchToHttp().getRequest<Request>();
      const header = headers['if-match'];
      // What is no id names nothing, and the handler says so.
      if (header === undefined || header.trim() === '*' || !isUUID(params.id)) return next.handle();
      const { workspace } = identity;
      const controller = this.modules.get<Showing>(context.getClass(), { strict: false });
      const work = inSharedTransaction(this.database, workspace.id, async (rows) => {
        const statement = `SELECT FROM ${table} WHERE workspace_id = $1 AND id = $2 FOR UPDATE`;
        await rows.query(statement, [workspace.id, params.id]);
        if (!matches(header, etagOf(await controller.fetch(workspace, params.id)))) throw lostUpdate();
        return lastValueFrom<unknown>(next.handle());
      });
      return from(work);
    }
  }
  return mixin(IfUnchanged);
};

const lostUpdate = (): HttpException =>
  new HttpException(
    {
      status: 'error',
      message: 'It has changed since you read it: read it again, and repeat the change if it is still wanted',
    },
    412,
  );

/** For what changes or deletes a row: with `If-Match`, only the row that the caller has seen. Nobody's change is lost. */
export const Conditional = (table: string): MethodDecorator =>
  applyDecorators(
    UseInterceptors(ifUnchanged(table)),
    ApiHeader({
      name: 'If-Match',
      required: false,
      schema: { type: 'string', maxLength: 1_000 },
      description:
        'The `ETag` that you read. If it has changed since, nothing is done, and the answer is 412.',
    }),
    ApiResponse({ status: 412, description: 'It has changed since you read it.' }),
  );
