import { Refusal, type WorkspaceRef } from '@latchkey/contracts';
import { AnswersInTime } from '@latchkey/platform';
import { CurrentWorkspace, Unlisted } from '@latchkey/token-guard';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiConflictResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { isUUID } from 'class-validator';
import { Answer, CreatedAnswer, PageAnswer } from '../reference/answers.js';
import { OnceForAKey } from '../requests/once.js';
import { Tagged } from '../responses/etag.js';
import { IdOf } from '../responses/id-of.js';
import { type Page, page, type Success, success } from '../responses/success.js';
import {
  DeliveryDto,
  DetailedDeliveryDto,
  ListDeliveriesDto,
  RecoverDto,
  RecoveredDto,
} from './delivery.dto.js';
import { type DeliveryPlace, DeliveryStore, RECOVERED_AT_ONCE } from './delivery.store.js';
import { notFound, WebhookService } from './webhook.service.js';
import { type WebhookDeliveryEntity } from './webhook-delivery.entity.js';

const noDelivery = (): Refusal =>
  new Refusal('not_found', 'webhook_delivery.not_found', 'Webhook delivery not found');

const NeedsActive = (): MethodDecorator => ApiConflictResponse({ description: 'The webhook is not active' });

/** What was sent to one webhook in the last thirty days, what came of it, and sending it once more. */
@ApiTags('webhooks')
@AnswersInTime()
@Controller(['v1/:workspace/webhooks/:id', 'webhooks/:id'])
export class DeliveryController {
  constructor(
    private readonly webhooks: WebhookService,
    private readonly deliveries: DeliveryStore,
  ) {}

  @Post('test')
  @OnceForAKey()
  @Unlisted('webhooks/{id}/test', 'admin')
  @ApiOperation({
    summary: 'Send a webhook.test event to this webhook alone; its delivery tells what came of it',
  })
  @CreatedAnswer(DeliveryDto)
  @NeedsActive()
  async test(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Param('id', IdOf(notFound)) webhookId: string,
  ): Promise<Success<DeliveryDto>> {
    const id = await this.webhooks.test(workspace.id, webhookId);
    return success(new DeliveryDto(await this.find({ workspaceId: workspace.id, webhookId }, id)));
  }

  @Get('deliveries')
  @Tagged()
  @Unlisted('webhooks/{id}/deliveries/list', 'admin')
  @ApiOperation({ summary: 'List what was sent to a webhook, page by page' })
  @PageAnswer(DeliveryDto)
  async list(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Param('id', IdOf(notFound)) webhookId: string,
    @Query() query: ListDeliveriesDto,
  ): Promise<Page<DeliveryDto>> {
    await this.webhooks.get(workspace.id, webhookId);
    const { rows, nextCursor } = await this.deliveries.page({ workspaceId: workspace.id, webhookId }, query);
    return page(
      rows.map((delivery) => new DeliveryDto(delivery)),
      nextCursor,
    );
  }

  @Get('deliveries/:deliveryId')
  @Tagged()
  @Unlisted('webhooks/{id}/deliveries/{deliveryId}/fetch', 'admin')
  @ApiOperation({ summary: 'Read what was sent, every attempt, and how each was answered' })
  @Answer(DetailedDeliveryDto)
  async fetch(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Param('id', IdOf(notFound)) webhookId: string,
    @Param('deliveryId') id: string,
  ): Promise<Success<DetailedDeliveryDto>> {
    await this.webhooks.get(workspace.id, webhookId);
    const delivery = await this.find({ workspaceId: workspace.id, webhookId }, id);
    const event = await this.deliveries.eventOf(delivery);
    if (!event) throw noDelivery();
    return success(new DetailedDeliveryDto(delivery, event));
  }

  @Post('deliveries/:deliveryId/redeliver')
  @HttpCode(200)
  @OnceForAKey()
  @Unlisted('webhooks/{id}/deliveries/{deliveryId}/redeliver', 'admin')
  @ApiOperation({ summary: 'Send it once more, under its webhook-id' })
  @Answer(DeliveryDto)
  @NeedsActive()
  async redeliver(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Param('id', IdOf(notFound)) webhookId: string,
    @Param('deliveryId') id: string,
  ): Promise<Success<DeliveryDto>> {
    const place = { workspaceId: workspace.id, webhookId };
    await this.webhooks.getActive(workspace.id, webhookId);
    await this.find(place, id);
    await this.deliveries.redeliver(place, id);
    return success(new DeliveryDto(await this.find(place, id)));
  }

  @Post('recover')
  @HttpCode(200)
  @OnceForAKey()
  @Unlisted('webhooks/{id}/recover', 'admin')
  @ApiOperation({ summary: 'Send once more what was given up since an instant, a thousand at a time' })
  @Answer(RecoveredDto)
  @NeedsActive()
  async recover(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Param('id', IdOf(notFound)) webhookId: string,
    @Body() { since }: RecoverDto,
  ): Promise<Success<RecoveredDto>> {
    await this.webhooks.getActive(workspace.id, webhookId);
    const count = await this.deliveries.recover({ workspaceId: workspace.id, webhookId }, since);
    return success(new RecoveredDto(count, count === RECOVERED_AT_ONCE));
  }

  /** A text that cannot be an id names nothing. @throws Refusal */
  private async find(place: DeliveryPlace, id: string): Promise<WebhookDeliveryEntity> {
    const delivery = isUUID(id) ? await this.deliveries.find(place, id) : null;
    if (!delivery) throw noDelivery();
    return delivery;
  }
}
