import { ApiProperty } from '@nestjs/swagger';
import { NamedRowDto } from '../catalogue/named-row.dto.js';
import { type MessageBotEntity } from './message-bot.entity.js';

export class MessageBotDto extends NamedRowDto {
  @ApiProperty({ description: 'The text that it answers to.', example: 'opening hours' })
  readonly trigger: string;
  @ApiProperty({ description: 'The text that it answers with.' })
  readonly reply_text: string;
  @ApiProperty()
  readonly is_active: boolean;

  constructor(bot: MessageBotEntity) {
    super(bot);
    this.trigger = bot.trigger;
    this.reply_text = bot.replyText;
    this.is_active = bot.isActive;
  }
}
