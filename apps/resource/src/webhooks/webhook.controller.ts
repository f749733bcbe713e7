import { type WorkspaceRef } from '@latchkey/contracts';
import { AnswersInTime } from '@latchkey/platform';
import { CurrentWorkspace, Unlisted } from '@latchkey/token-guard';
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Answer, CreatedAnswer, DoneAnswer, PageAnswer } from '../reference/answers.js';
import { Conditional } from '../requests/precondition.js';
import { Tagged } from '../responses/etag.js';
import { IdOf } from '../responses/id-of.js';
import { type Page, page, type Success, success } from '../responses/success.js';
import {
  CreateWebhookDto,
  ListWebhooksDto,
  UpdateWebhookDto,
  WebhookDto,
  WebhookWithSecretDto,
} from './webhook.dto.js';
import { notFound, WebhookService } from './webhook.service.js';
import { type WebhookFields, WebhookStore } from './webhook.store.js';

/** Where a workspace has its events sent: for admins, and for their tokens without a list of abilities (D3, D3a). */
@ApiTags('webhooks')
@AnswersInTime()
@Controller(['v1/:workspace/webhooks', 'webhooks'])
export class WebhookController {
  constructor(
    private readonly webhooks: WebhookService,
    private readonly store: WebhookStore,
  ) {}

  @Get()
  @Tagged()
  @Unlisted('webhooks/list', 'admin')
  @ApiOperation({ summary: 'List webhooks, page by page' })
  @PageAnswer(WebhookDto)
  async list(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Query() query: ListWebhooksDto,
  ): Promise<Page<WebhookDto>> {
    const { rows, nextCursor } = await this.store.page(workspace.id, query);
    return page(
      rows.map((webhook) => new WebhookDto(webhook)),
      nextCursor,
    );
  }

  /** Not once for a key: the first answer would have to be kept, and it holds the secret. */
  @Post()
  @Unlisted('webhooks/create', 'admin')
  @ApiOperation({ summary: 'Create a webhook, and be shown its secret, once' })
  @CreatedAnswer(WebhookWithSecretDto)
  async create(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Body() body: CreateWebhookDto,
  ): Promise<Success<WebhookWithSecretDto>> {
    const { url, events, description = null, is_active: isActive = true } = body;
    const fields = { url, events, description, isActive };
    const { webhook, secret } = await this.webhooks.create(workspace.id, fields);
    return success(new WebhookWithSecretDto(webhook, secret));
  }

  @Get(':id')
  @Tagged()
  @Unlisted('webhooks/{id}/fetch', 'admin')
  @ApiOperation({ summary: 'Read a webhook' })
  @Answer(WebhookDto)
  async fetch(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Param('id', IdOf(notFound)) id: string,
  ): Promise<Success<WebhookDto>> {
    return success(new WebhookDto(await this.webhooks.get(workspace.id, id)));
  }

  @Patch(':id')
  @Conditional('webhooks')
  @Unlisted('webhooks/{id}/update', 'admin')
  @ApiOperation({ summary: 'Change some fields of a webhook; one that was deactivated is activated again' })
  @Answer(WebhookDto)
  async update(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Param('id', IdOf(notFound)) id: string,
    @Body() body: UpdateWebhookDto,
  ): Promise<Success<WebhookDto>> {
    return success(new WebhookDto(await this.webhooks.update(workspace.id, id, columnsOf(body))));
  }

  @Delete(':id')
  @Conditional('webhooks')
  @Unlisted('webhooks/{id}/delete', 'admin')
  @ApiOperation({ summary: 'Delete a webhook; what is on its way is canceled' })
  @DoneAnswer('Webhook deleted successfully')
  async remove(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Param('id', IdOf(notFound)) id: string,
  ): Promise<Success<{ message: string }>> {
    if (!(await this.store.remove(workspace.id, id))) throw notFound();
    return success({ message: 'Webhook deleted successfully' });
  }

  @Post(':id/rotate-secret')
  @HttpCode(200)
  @Unlisted('webhooks/{id}/secret/rotate', 'admin')
  @ApiOperation({
    summary: 'Get a new secret, shown once; the one before signs too for 24 hours',
  })
  @Answer(WebhookWithSecretDto)
  async rotateSecret(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Param('id', IdOf(notFound)) id: string,
  ): Promise<Success<WebhookWithSecretDto>> {
    const { webhook, secret } = await this.webhooks.rotateSecret(workspace.id, id);
    return success(new WebhookWithSecretDto(webhook, secret));
  }
}

/** The columns that a body sets; those it leaves out are left out. */
function columnsOf({ url, events, description, is_active }: UpdateWebhookDto): Partial<WebhookFields> {
  const columns = { url, events, description, isActive: is_active };
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
}
