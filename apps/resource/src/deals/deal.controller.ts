import { Refusal, type WorkspaceRef } from '@latchkey/contracts';
import { AnswersInTime } from '@latchkey/platform';
import { CurrentWorkspace, Unlisted } from '@latchkey/token-guard';
import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { KnownOperators } from '../operators/known-operators.js';
import { Answer, CreatedAnswer, DoneAnswer, PageAnswer } from '../reference/answers.js';
import { OnceForAKey } from '../requests/once.js';
import { Conditional } from '../requests/precondition.js';
import { Tagged } from '../responses/etag.js';
import { IdOf } from '../responses/id-of.js';
import { type Page, page, type Success, success } from '../responses/success.js';
import { CreateDealDto, DealDto, fieldsOf, ListDealsDto, UpdateDealDto } from './deal.dto.js';
import { DealStore } from './deal.store.js';

const notFound = (): Refusal => new Refusal('not_found', 'deal.not_found', 'Deal not found');

/** None of the twenty abilities stands for the CRM (D3): its permission guards it (K7). */
@ApiTags('deals')
@AnswersInTime()
@Controller(['v1/:workspace/deals', 'deals'])
export class DealController {
  constructor(
    private readonly deals: DealStore,
    private readonly operators: KnownOperators,
  ) {}

  @Get()
  @Tagged()
  @Unlisted('deals/list', 'crm.access')
  @ApiOperation({ summary: 'List deals, page by page' })
  @PageAnswer(DealDto)
  async list(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Query() query: ListDealsDto,
  ): Promise<Page<DealDto>> {
    const { rows, nextCursor } = await this.deals.page(workspace.id, query);
    return page(
      rows.map((deal) => new DealDto(deal)),
      nextCursor,
    );
  }

  @Post()
  @OnceForAKey()
  @Unlisted('deals/create', 'crm.access')
  @ApiOperation({ summary: 'Create a deal' })
  @CreatedAnswer(DealDto)
  async create(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Body() body: CreateDealDto,
  ): Promise<Success<DealDto>> {
    await this.operators.refuseUnknown(workspace.id, 'owner_id', body.owner_id);
    const { title } = body;
    return success(new DealDto(await this.deals.add(workspace.id, { ...fieldsOf(body), title })));
  }

  @Get(':id')
  @Tagged()
  @Unlisted('deals/{id}/fetch', 'crm.access')
  @ApiOperation({ summary: 'Read a deal' })
  @Answer(DealDto)
  async fetch(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Param('id', IdOf(notFound)) id: string,
  ): Promise<Success<DealDto>> {
    const deal = await this.deals.find(workspace.id, id);
    if (!deal) throw notFound();
    return success(new DealDto(deal));
  }

  @Patch(':id')
  @Conditional('deals')
  @Unlisted('deals/{id}/update', 'crm.access')
  @ApiOperation({ summary: 'Change some fields of a deal; with `stage_id`, move it' })
  @Answer(DealDto)
  async update(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Param('id', IdOf(notFound)) id: string,
    @Body() body: UpdateDealDto,
  ): Promise<Success<DealDto>> {
    await this.operators.refuseUnknown(workspace.id, 'owner_id', body.owner_id);
    const deal = await this.deals.update(workspace.id, id, fieldsOf(body));
    if (!deal) throw notFound();
    return success(new DealDto(deal));
  }

  @Delete(':id')
  @Conditional('deals')
  @Unlisted('deals/{id}/delete', 'crm.access')
  @ApiOperation({ summary: 'Delete a deal' })
  @DoneAnswer('Deal deleted successfully')
  async remove(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Param('id', IdOf(notFound)) id: string,
  ): Promise<Success<{ message: string }>> {
    if (!(await this.deals.remove(workspace.id, id))) throw notFound();
    return success({ message: 'Deal deleted successfully' });
  }
}
