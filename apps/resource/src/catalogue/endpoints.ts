import { type Ability, Refusal, type WorkspaceRef } from '@latchkey/contracts';
import { CurrentWorkspace, RequireAbility } from '@latchkey/token-guard';
import { Body, Delete, Get, Inject, Param, Patch, Post, Query, type Type } from '@nestjs/common';
import { PARAMTYPES_METADATA } from '@nestjs/common/constants.js';
import { ApiOperation } from '@nestjs/swagger';
import { type PageTerms } from '../paging/page-of.js';
import { Answer, CreatedAnswer, DoneAnswer, PageAnswer } from '../reference/answers.js';
import { OnceForAKey } from '../requests/once.js';
import { Conditional } from '../requests/precondition.js';
import { Tagged } from '../responses/etag.js';
import { IdOf } from '../responses/id-of.js';
import { type Page, page, type Success, success } from '../responses/success.js';
import { type NamedRow } from './named-row.js';
import { type FieldsOf, type NamedRowReader, type NamedRowStore } from './named-row.store.js';

/** What one catalogue calls its rows, and how they look. */
interface ReadTerms<Row extends NamedRow> {
  /** As abilities and action paths name it: `statuses`. */
  readonly resource: 'statuses' | 'sources' | 'groups' | 'templates' | 'templatebots' | 'messagebots';
  /** As a sentence begins with it: `Status`. */
  readonly one: string;
  readonly many: string;
  readonly store: Type<NamedRowReader<Row>>;
  /** The query of its list. */
  readonly list: Type<PageTerms>;
  readonly shown: new (row: Row) => object;
}

interface Terms<Row extends NamedRow> extends ReadTerms<Row> {
  readonly resource: 'statuses' | 'sources' | 'groups';
  readonly store: Type<NamedRowStore<Row>>;
  readonly create: Type<Partial<FieldsOf<Row>>>;
  readonly update: Type<Partial<FieldsOf<Row>>>;
}

/** What a controller extends. */
type Base<Store> = abstract new (store: Store) => object;

/**
 * What handlers of any catalogue take: the compiler writes it down where a type is a class, as in other controllers;
 * here it is the caller's. Input is checked, and described in the reference, by it.
 */
const Takes =
  (...types: Type[]): MethodDecorator =>
  (target, method) => {
    Reflect.defineMetadata(PARAMTYPES_METADATA, types, target, method);
  };

const notFoundOf = (one: string) => (): Refusal =>
  new Refusal('not_found', `${one.toLowerCase().replaceAll(' ', '_')}.not_found`, `${one} not found`);

/** The base of a controller that lists and fetches. */
export function ReadEndpoints<Row extends NamedRow>({
  resource,
  one,
  many,
  store,
  list,
  shown,
}: ReadTerms<Row>): Base<NamedRowReader<Row>> {
  const ability: Ability = `${resource}.read`;
  const notFound = notFoundOf(one);

  abstract class Reading {
    constructor(@Inject(store) private readonly reader: NamedRowReader<Row>) {}

    @Get()
    @Tagged()
    @RequireAbility(ability, `${resource}/list`)
    @ApiOperation({ summary: `List ${many}, page by page` })
    @PageAnswer(shown)
    @Takes(Object, list)
    async list(
      @CurrentWorkspace() workspace: WorkspaceRef,
      @Query() query: PageTerms,
    ): Promise<Page<object>> {
      const { rows, nextCursor } = await this.reader.page(workspace.id, query);
      return page(
        rows.map((row) => new shown(row)),
        nextCursor,
      );
    }

    @Get(':id')
    @Tagged()
    @RequireAbility(ability, `${resource}/{id}/fetch`)
    @ApiOperation({ summary: `Read one of the ${many}` })
    @Answer(shown)
    async fetch(
      @CurrentWorkspace() workspace: WorkspaceRef,
      @Param('id', IdOf(notFound)) id: string,
    ): Promise<Success<object>> {
      const row = await this.reader.find(workspace.id, id);
      if (!row) throw notFound();
      return success(new shown(row));
    }
  }
  return Reading;
}

/** The base of a controller that also creates, changes and deletes. */
export function Endpoints<Row extends NamedRow>({
  create,
  update,
  ...terms
}: Terms<Row>): Base<NamedRowStore<Row>> {
  const { resource, one, many, shown } = terms;
  const notFound = notFoundOf(one);
  const deleted = `${one} deleted successfully`;

  abstract class Writing extends ReadEndpoints(terms) {
    constructor(@Inject(terms.store) private readonly rows: NamedRowStore<Row>) {
      super(rows);
    }

    @Post()
    @OnceForAKey()
    @RequireAbility(`${resource}.create`, `${resource}/create`)
    @ApiOperation({ summary: `Add to the ${many}` })
    @CreatedAnswer(shown)
    @Takes(Object, create)
    async create(
      @CurrentWorkspace() workspace: WorkspaceRef,
      @Body() body: Partial<FieldsOf<Row>>,
    ): Promise<Success<object>> {
      return success(new shown(await this.rows.add(workspace.id, body)));
    }

    @Patch(':id')
    @Conditional(resource)
    @RequireAbility(`${resource}.update`, `${resource}/{id}/update`)
    @ApiOperation({ summary: `Change some fields of one of the ${many}` })
    @Answer(shown)
    @Takes(Object, String, update)
    async update(
      @CurrentWorkspace() workspace: WorkspaceRef,
      @Param('id', IdOf(notFound)) id: string,
      @Body() body: Partial<FieldsOf<Row>>,
    ): Promise<Success<object>> {
      const row = await this.rows.update(workspace.id, id, body);
      if (!row) throw notFound();
      return success(new shown(row));
    }

    @Delete(':id')
    @Conditional(resource)
    @RequireAbility(`${resource}.delete`, `${resource}/{id}/delete`)
    @ApiOperation({ summary: `Delete one of the ${many}` })
    @DoneAnswer(deleted)
    async remove(
      @CurrentWorkspace() workspace: WorkspaceRef,
      @Param('id', IdOf(notFound)) id: string,
    ): Promise<Success<{ message: string }>> {
      if (!(await this.rows.remove(workspace.id, id))) throw notFound();
      return success({ message: deleted });
    }
  }
  return Writing;
}
