import { Refusal, type WorkspaceRef } from '@latchkey/contracts';
import { AnswersInTime } from '@latchkey/platform';
import { CurrentWorkspace, Unlisted } from '@latchkey/token-guard';
import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiConflictResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Answer, CreatedAnswer, DoneAnswer, PageAnswer } from '../reference/answers.js';
import { OnceForAKey } from '../requests/once.js';
import { Conditional } from '../requests/precondition.js';
import { Tagged } from '../responses/etag.js';
import { IdOf } from '../responses/id-of.js';
import { type Page, page, type Success, success } from '../responses/success.js';
import { CreatePipelineDto, ListPipelinesDto, PipelineDto, UpdatePipelineDto } from './pipeline.dto.js';
import { PipelineStore } from './pipeline.store.js';

const notFound = (): Refusal => new Refusal('not_found', 'pipeline.not_found', 'Pipeline not found');
const InUse = (): MethodDecorator =>
  ApiConflictResponse({ description: 'There are deals in it: move or delete them first.' });

/** None of the twenty abilities stands for the CRM (D3): its permission guards it (K7). */
@ApiTags('pipelines')
@AnswersInTime()
@Controller(['v1/:workspace/pipelines', 'pipelines'])
export class PipelineController {
  constructor(private readonly pipelines: PipelineStore) {}

  @Get()
  @Tagged()
  @Unlisted('pipelines/list', 'crm.access')
  @ApiOperation({
    summary: 'List pipelines with their stages, page by page; a workspace that has none gets one',
  })
  @PageAnswer(PipelineDto)
  async list(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Query() query: ListPipelinesDto,
  ): Promise<Page<PipelineDto>> {
    const { rows, nextCursor } = await this.pipelines.page(workspace.id, query);
    return page(
      rows.map((pipeline) => new PipelineDto(pipeline)),
      nextCursor,
    );
  }

  @Post()
  @OnceForAKey()
  @Unlisted('pipelines/create', 'crm.access')
  @ApiOperation({ summary: 'Create a pipeline with its stages' })
  @CreatedAnswer(PipelineDto)
  async create(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Body() body: CreatePipelineDto,
  ): Promise<Success<PipelineDto>> {
    return success(new PipelineDto(await this.pipelines.add(workspace.id, body)));
  }

  @Get(':id')
  @Tagged()
  @Unlisted('pipelines/{id}/fetch', 'crm.access')
  @ApiOperation({ summary: 'Read a pipeline' })
  @Answer(PipelineDto)
  async fetch(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Param('id', IdOf(notFound)) id: string,
  ): Promise<Success<PipelineDto>> {
    const pipeline = await this.pipelines.find(workspace.id, id);
    if (!pipeline) throw notFound();
    return success(new PipelineDto(pipeline));
  }

  @Patch(':id')
  @Conditional('pipelines')
  @Unlisted('pipelines/{id}/update', 'crm.access')
  @ApiOperation({ summary: 'Rename a pipeline, or arrange its stages: add, rename, reorder and delete some' })
  @Answer(PipelineDto)
  @InUse()
  async update(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Param('id', IdOf(notFound)) id: string,
    @Body() body: UpdatePipelineDto,
  ): Promise<Success<PipelineDto>> {
    const pipeline = await this.pipelines.update(workspace.id, id, body);
    if (!pipeline) throw notFound();
    return success(new PipelineDto(pipeline));
  }

  @Delete(':id')
  @Conditional('pipelines')
  @Unlisted('pipelines/{id}/delete', 'crm.access')
  @ApiOperation({ summary: 'Delete a pipeline without deals' })
  @DoneAnswer('Pipeline deleted successfully')
  @InUse()
  async remove(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Param('id', IdOf(notFound)) id: string,
  ): Promise<Success<{ message: string }>> {
    if (!(await this.pipelines.remove(workspace.id, id))) throw notFound();
    return success({ message: 'Pipeline deleted successfully' });
  }
}
