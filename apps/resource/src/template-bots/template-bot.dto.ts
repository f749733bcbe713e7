import { ApiProperty } from '@nestjs/swagger';
import { NamedRowDto } from '../catalogue/named-row.dto.js';
import { type TemplateBotEntity } from './template-bot.entity.js';

export class TemplateBotDto extends NamedRowDto {
  @ApiProperty({ description: 'The text that it answers to.', example: 'opening hours' })
  readonly trigger: string;
  @ApiProperty({ format: 'uuid', description: 'The template that it answers with.' })
  readonly template_id: string;
  @ApiProperty()
  readonly is_active: boolean;

  constructor(bot: TemplateBotEntity) {
    super(bot);
    this.trigger = bot.trigger;
    this.template_id = bot.templateId;
    this.is_active = bot.isActive;
  }
}
