import { Refusal, type WorkspaceRef } from '@latchkey/contracts';
import { AnswersInTime } from '@latchkey/platform';
import { CurrentWorkspace, Unlisted } from '@latchkey/token-guard';
import { Body, Controller, Delete, Get, Put } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { Answer, DoneAnswer } from '../../reference/answers.js';
import { type Success, success } from '../../responses/success.js';
import { WhatsAppNumberStore } from './whatsapp-number.store.js';

const notFound = (): Refusal =>
  new Refusal('not_found', 'whatsapp.no_number', 'This workspace has no WhatsApp number');

const MayHaveNone = (): MethodDecorator =>
  ApiNotFoundResponse({ description: 'This workspace has no WhatsApp number' });

class WhatsAppNumberDto {
  @ApiProperty({
    pattern: '^[0-9]{1,30}$',
    example: '106540352242922',
    description: 'WhatsApp’s id of the number, not the number.',
  })
  @Matches(/^\d{1,30}$/, { message: 'must be WhatsApp’s id of the number: 1 to 30 digits' })
  readonly phone_number_id!: string;
}

/** Which number a workspace's messages come from: nothing is sent over WhatsApp without one. */
@ApiTags('messages')
@AnswersInTime()
@Controller(['v1/:workspace/whatsapp/number', 'whatsapp/number'])
export class WhatsAppNumberController {
  constructor(private readonly numbers: WhatsAppNumberStore) {}

  @Get()
  @Unlisted('whatsapp/number/fetch', 'admin')
  @ApiOperation({ summary: 'Tell which WhatsApp number messages are sent from' })
  @Answer(WhatsAppNumberDto)
  @MayHaveNone()
  async fetch(@CurrentWorkspace() workspace: WorkspaceRef): Promise<Success<WhatsAppNumberDto>> {
    const number = await this.numbers.find(workspace.id);
    if (number === null) throw notFound();
    return success({ phone_number_id: number });
  }

  @Put()
  @Unlisted('whatsapp/number/update', 'admin')
  @ApiOperation({ summary: 'Send messages from this WhatsApp number' })
  @Answer(WhatsAppNumberDto)
  async set(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Body() { phone_number_id }: WhatsAppNumberDto,
  ): Promise<Success<WhatsAppNumberDto>> {
    await this.numbers.set(workspace.id, phone_number_id);
    return success({ phone_number_id });
  }

  @Delete()
  @Unlisted('whatsapp/number/delete', 'admin')
  @ApiOperation({ summary: 'Send nothing over WhatsApp any more' })
  @DoneAnswer('WhatsApp number removed successfully')
  @MayHaveNone()
  async remove(@CurrentWorkspace() workspace: WorkspaceRef): Promise<Success<{ message: string }>> {
    if (!(await this.numbers.remove(workspace.id))) throw notFound();
    return success({ message: 'WhatsApp number removed successfully' });
  }
}
