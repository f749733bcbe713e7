import { parametersOf, TEMPLATE_SLUGS, type TemplateSlug, type TokenTemplate } from '@latchkey/contracts';
import { ApiProperty } from '@nestjs/swagger';

export class TokenTemplateDto {
  @ApiProperty({ enum: TEMPLATE_SLUGS, description: 'What `template` is when a token is issued.' })
  readonly slug: TemplateSlug;
  @ApiProperty({ example: 'Bot Session Create' })
  readonly name: string;
  @ApiProperty()
  readonly description: string;
  @ApiProperty({
    type: [String],
    nullable: true,
    example: ['bot/<botId>/session/create'],
    description: 'null: no restriction.',
  })
  readonly allowed_routes: readonly string[] | null;
  @ApiProperty({
    type: [String],
    example: ['botId'],
    description: 'The placeholders, which `template_parameters` must replace.',
  })
  readonly parameters: readonly string[];

  constructor(template: TokenTemplate) {
    this.slug = template.slug;
    this.name = template.name;
    this.description = template.description;
    this.allowed_routes = template.allowed_routes;
    this.parameters = parametersOf(template);
  }
}
