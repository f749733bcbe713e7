import { Refusal, type WorkspaceRef } from '@latchkey/contracts';
import { AnswersInTime } from '@latchkey/platform';
import { CurrentWorkspace, Unlisted } from '@latchkey/token-guard';
import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { KnownOperators } from '../operators/known-operators.js';
import { PageDto } from '../paging/page.dto.js';
import { Answer, PageAnswer } from '../reference/answers.js';
import { Conditional } from '../requests/precondition.js';
import { Tagged } from '../responses/etag.js';
import { IdOf } from '../responses/id-of.js';
import { type Page, page, type Success, success } from '../responses/success.js';
import {
  columnsOf,
  ConversationDto,
  ConversationMessageDto,
  ListConversationsDto,
  UpdateConversationDto,
} from './conversation.dto.js';
import { type Conversation, ConversationStore } from './conversation.store.js';

const notFound = (): Refusal => new Refusal('not_found', 'conversation.not_found', 'Conversation not found');

/** None of the twenty abilities stands for conversations (D3): their permission guards them (K7). */
@ApiTags('conversations')
@AnswersInTime()
@Controller(['v1/:workspace/conversations', 'conversations'])
export class ConversationController {
  constructor(
    private readonly conversations: ConversationStore,
    private readonly operators: KnownOperators,
  ) {}

  @Get()
  @Tagged()
  @Unlisted('conversations/list', 'conversations.read')
  @ApiOperation({ summary: 'List conversations, page by page; those with the latest messages first' })
  @PageAnswer(ConversationDto)
  async list(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Query() query: ListConversationsDto,
  ): Promise<Page<ConversationDto>> {
    const { rows, nextCursor } = await this.conversations.page(workspace.id, query);
    return page(
      rows.map((row) => new ConversationDto(row)),
      nextCursor,
    );
  }

  @Get(':id')
  @Tagged()
  @Unlisted('conversations/{id}/fetch', 'conversations.read')
  @ApiOperation({ summary: 'Read a conversation' })
  @Answer(ConversationDto)
  async fetch(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Param('id', IdOf(notFound)) id: string,
  ): Promise<Success<ConversationDto>> {
    return shown(await this.conversations.find(workspace.id, id));
  }

  @Get(':id/messages')
  @Tagged()
  @Unlisted('conversations/{id}/messages/list', 'conversations.read')
  @ApiOperation({ summary: 'List the messages of a conversation, page by page; the newest first' })
  @PageAnswer(ConversationMessageDto)
  async messages(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Param('id', IdOf(notFound)) id: string,
    @Query() query: PageDto,
  ): Promise<Page<ConversationMessageDto>> {
    const messages = await this.conversations.messages(workspace.id, id, query);
    if (!messages) throw notFound();
    return page(
      messages.rows.map((message) => new ConversationMessageDto(message)),
      messages.nextCursor,
    );
  }

  @Patch(':id')
  @Conditional('conversations')
  @Unlisted('conversations/{id}/update', 'conversations.read')
  @ApiOperation({ summary: 'Assign a conversation to an operator, close it or open it again' })
  @Answer(ConversationDto)
  async update(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Param('id', IdOf(notFound)) id: string,
    @Body() body: UpdateConversationDto,
  ): Promise<Success<ConversationDto>> {
    await this.operators.refuseUnknown(workspace.id, 'assignee_id', body.assignee_id);
    return shown(await this.conversations.update(workspace.id, id, columnsOf(body)));
  }

  @Post(':id/read')
  @HttpCode(200)
  @Unlisted('conversations/{id}/read', 'conversations.read')
  @ApiOperation({ summary: 'Say that all messages of a conversation were read' })
  @Answer(ConversationDto)
  async read(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Param('id', IdOf(notFound)) id: string,
  ): Promise<Success<ConversationDto>> {
    return shown(await this.conversations.update(workspace.id, id, { unreadCount: 0 }));
  }
}

function shown(conversation: Conversation | null): Success<ConversationDto> {
  if (!conversation) throw notFound();
  return success(new ConversationDto(conversation));
}
