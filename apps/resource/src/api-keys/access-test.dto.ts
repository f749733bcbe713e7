import {
  type Ability,
  IssueTokenRequest,
  type Permission,
  PERMISSIONS,
  type TemplateSlug,
  UpdateOperatorRequest,
} from '@latchkey/contracts';
import { type TestedAccess, type TestedEndpoint } from '@latchkey/token-guard';
import { ApiProperty, IntersectionType, PickType } from '@nestjs/swagger';
import { abilities, allowedRoutes, template, templateParameters } from './api-key-fields.js';

/** The restrictions of a token that need not exist; the rules are those of one that is issued. */
export class TestAccessDto extends IntersectionType(
  PickType(IssueTokenRequest, ['abilities', 'allowed_routes', 'template', 'template_parameters']),
  PickType(UpdateOperatorRequest, ['permissions']),
) {
  @ApiProperty(abilities)
  override readonly abilities?: readonly Ability[] | null;

  @ApiProperty(allowedRoutes)
  override readonly allowed_routes?: readonly string[] | null;

  @ApiProperty(template)
  override readonly template?: TemplateSlug;

  @ApiProperty(templateParameters)
  override readonly template_parameters?: Readonly<Record<string, string>>;

  @ApiProperty({
    enum: PERMISSIONS,
    isArray: true,
    required: false,
    description: 'Its owner’s; by default your own.',
  })
  override readonly permissions?: readonly Permission[];
}

export class TestedEndpointDto implements TestedEndpoint {
  @ApiProperty({ example: 'GET' })
  readonly method!: string;
  @ApiProperty({ type: [String], example: ['/api/v1/{workspace}/contacts', '/api/contacts'] })
  readonly paths!: readonly string[];
  @ApiProperty({
    type: String,
    nullable: true,
    example: 'contacts/list',
    description: 'What a token’s routes are matched with; null: no token is restricted to it by routes.',
  })
  readonly action_path!: string | null;
  @ApiProperty({ description: 'For some ids at least: see `only`.' })
  readonly allowed!: boolean;
  @ApiProperty({
    type: [String],
    nullable: true,
    example: null,
    description:
      'Where it depends on the ids: with those that the routes name, one for each route; with others the route is not ' +
      'allowed. null: whatever they are.',
  })
  readonly only!: readonly string[] | null;
  @ApiProperty({ description: 'It changes something: its method is not GET.' })
  readonly writes!: boolean;
  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description: 'The message of the 403; null when it is allowed.',
  })
  readonly refusal!: string | null;
}

export class TestedAccessDto implements TestedAccess {
  @ApiProperty({ type: [TestedEndpointDto], description: 'Every endpoint of this service.' })
  readonly endpoints!: readonly TestedEndpointDto[];
  @ApiProperty({ type: [String], example: [], description: 'Routes that cover nothing here.' })
  readonly unused_routes!: readonly string[];
}
