import { Refusal, type WorkspaceRef } from '@latchkey/contracts';
import { AnswersInTime } from '@latchkey/platform';
import { CurrentWorkspace, RequireAbility } from '@latchkey/token-guard';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Answer, CreatedAnswer, PageAnswer } from '../reference/answers.js';
import { OnceForAKey } from '../requests/once.js';
import { Tagged } from '../responses/etag.js';
import { IdOf } from '../responses/id-of.js';
import { type Page, page, type Success, success } from '../responses/success.js';
import { ListMessagesDto } from './message-list.dto.js';
import {
  MessageDto,
  PhoneDto,
  SendMediaDto,
  SendTemplateDto,
  SendTextDto,
  ValidatePhoneDto,
} from './message.dto.js';
import { type MediaSource, MessageService } from './message.service.js';
import { readPhone } from './phone.js';

const notFound = (): Refusal => new Refusal('not_found', 'message.not_found', 'Message not found');

@ApiTags('messages')
@AnswersInTime()
@Controller(['v1/:workspace/messages', 'messages'])
export class MessageController {
  constructor(private readonly messages: MessageService) {}

  @Post('send')
  @OnceForAKey()
  @RequireAbility('messages.send', 'messages/send')
  @ApiOperation({ summary: 'Send a text' })
  @CreatedAnswer(MessageDto)
  async send(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Body() { to, text }: SendTextDto,
  ): Promise<Success<MessageDto>> {
    return success(new MessageDto(await this.messages.sendText(workspace.id, to, text)));
  }

  @Post('template')
  @OnceForAKey()
  @RequireAbility('messages.send', 'messages/template/send')
  @ApiOperation({ summary: 'Send a template, filled in' })
  @CreatedAnswer(MessageDto)
  async sendTemplate(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Body() { to, template_id, parameters }: SendTemplateDto,
  ): Promise<Success<MessageDto>> {
    const message = await this.messages.sendTemplate(workspace.id, to, template_id, parameters);
    return success(new MessageDto(message));
  }

  @Post('media')
  @OnceForAKey()
  @RequireAbility('messages.send', 'messages/media/send')
  @ApiOperation({ summary: 'Send an image, a video, a sound or a document' })
  @CreatedAnswer(MessageDto)
  async sendMedia(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Body() body: SendMediaDto,
  ): Promise<Success<MessageDto>> {
    const { to, kind, caption = null } = body;
    const media = { ...mediaIn(body), caption };
    const message = await this.messages.sendMedia(workspace.id, to, kind, media);
    return success(new MessageDto(message));
  }

  @Post('validate')
  @HttpCode(200)
  @RequireAbility('messages.send', 'messages/phone/validate')
  @ApiOperation({ summary: 'Tell whether a message can be sent to a phone number, and its E.164 form' })
  @Answer(PhoneDto)
  validatePhone(@Body() { phone }: ValidatePhoneDto): Success<PhoneDto> {
    return success(new PhoneDto(phone, readPhone(phone)));
  }

  @Get()
  @Tagged()
  @RequireAbility('messages.send', 'messages/list')
  @ApiOperation({ summary: 'List what was sent, and what became of it, page by page' })
  @PageAnswer(MessageDto)
  async list(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Query() query: ListMessagesDto,
  ): Promise<Page<MessageDto>> {
    const { rows, nextCursor } = await this.messages.page(workspace.id, query);
    return page(
      rows.map((message) => new MessageDto(message)),
      nextCursor,
    );
  }

  @Get(':id')
  @Tagged()
  @RequireAbility('messages.send', 'messages/{id}/fetch')
  @ApiOperation({ summary: 'Tell what became of a message' })
  @Answer(MessageDto)
  async status(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Param('id', IdOf(notFound)) id: string,
  ): Promise<Success<MessageDto>> {
    const message = await this.messages.find(workspace.id, id);
    if (!message) throw notFound();
    return success(new MessageDto(message));
  }
}

/** @throws Refusal */
function mediaIn({ media_url, media_id }: SendMediaDto): MediaSource {
  if (media_url !== undefined && media_id === undefined) return { media_url };
  if (media_id !== undefined && media_url === undefined) return { media_id };
  throw Refusal.invalid({ media_url: ['must be given, or media_id, and not both'] });
}
