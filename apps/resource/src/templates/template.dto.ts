import { ApiProperty } from '@nestjs/swagger';
import { NamedRowDto } from '../catalogue/named-row.dto.js';
import { TEMPLATE_CATEGORIES, TEMPLATE_STATUSES, type TemplateEntity } from './template.entity.js';

export class TemplateDto extends NamedRowDto {
  @ApiProperty({ example: 'en_US' })
  readonly language: string;
  @ApiProperty({ enum: TEMPLATE_CATEGORIES })
  readonly category: TemplateEntity['category'];
  @ApiProperty({ enum: TEMPLATE_STATUSES, description: 'Only approved ones can be sent.' })
  readonly status: TemplateEntity['status'];
  @ApiProperty({ example: 'Hello {{1}}, your order {{2}} is on its way.' })
  readonly body: string;
  @ApiProperty({ type: 'integer', description: 'How many parameters must be sent with it.' })
  readonly parameter_count: number;

  constructor(template: TemplateEntity) {
    super(template);
    this.language = template.language;
    this.category = template.category;
    this.status = template.status;
    this.body = template.body;
    this.parameter_count = template.parameterCount;
  }
}
