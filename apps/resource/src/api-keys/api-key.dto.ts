import {
  ABILITIES,
  type Ability,
  IssueTokenRequest,
  ListTokensRequest,
  LONGEST_GRACE,
  type RateLimit,
  RevokeManyRequest,
  RevokeTokenRequest,
  RotateTokenRequest,
  type SupersededSecret,
  type TemplateSlug,
  UpdateTokenRequest,
} from '@latchkey/contracts';
import { ApiProperty, OmitType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { pageCursor, pageLimit } from '../paging/page.dto.js';
import { RateLimitDto } from '../reference/rate-limit.dto.js';
import {
  abilities,
  allowedRoutes,
  expiry,
  monthlyQuota,
  rateLimits,
  template,
  templateParameters,
} from './api-key-fields.js';

/** The rules of the fields are the contracts'; what is added here is how the reference shows them. */
export class CreateApiKeyDto extends IssueTokenRequest {
  @ApiProperty({ minLength: 1, maxLength: 100, example: 'Production Integration' })
  override readonly name!: string;

  @ApiProperty({
    required: false,
    description: 'A format profile; by default the workspace’s own.',
    example: 'apitk',
  })
  override readonly profile?: string;

  @ApiProperty(abilities)
  override readonly abilities?: readonly Ability[] | null;

  @ApiProperty(allowedRoutes)
  override readonly allowed_routes?: readonly string[] | null;

  @ApiProperty(rateLimits)
  override readonly rate_limits?: readonly RateLimit[] | null;

  @ApiProperty(monthlyQuota)
  override readonly monthly_quota?: number | null;

  @ApiProperty(expiry)
  override readonly expires_at?: string | null;

  @ApiProperty({ required: false, default: true })
  override readonly is_active?: boolean;

  @ApiProperty(template)
  override readonly template?: TemplateSlug;

  @ApiProperty(templateParameters)
  override readonly template_parameters?: Readonly<Record<string, string>>;
}

export class UpdateApiKeyDto extends OmitType(UpdateTokenRequest, ['id']) {
  @ApiProperty({ required: false, minLength: 1, maxLength: 100 })
  override readonly name?: string;

  @ApiProperty(abilities)
  override readonly abilities?: readonly Ability[] | null;

  @ApiProperty(allowedRoutes)
  override readonly allowed_routes?: readonly string[] | null;

  @ApiProperty(rateLimits)
  override readonly rate_limits?: readonly RateLimit[] | null;

  @ApiProperty(monthlyQuota)
  override readonly monthly_quota?: number | null;

  @ApiProperty(expiry)
  override readonly expires_at?: string | null;

  @ApiProperty({ required: false, description: 'false revokes, true restores.' })
  override readonly is_active?: boolean;

  @ApiProperty({
    format: 'uuid',
    required: false,
    description: 'Transfers it to another active operator of the workspace (admin).',
  })
  override readonly owner_id?: string;
}

export class RotateApiKeyDto extends OmitType(RotateTokenRequest, ['id']) {
  @ApiProperty({
    type: 'integer',
    required: false,
    minimum: 0,
    maximum: LONGEST_GRACE,
    default: 0,
    description:
      'Seconds for which the old secret goes on after the new one’s first use, and at most for 30 days. ' +
      '0: it is dead when this is answered.',
  })
  override readonly grace_seconds?: number;
}

const reason = { required: false, minLength: 1, maxLength: 200, description: 'For the audit.' } as const;

export class DeleteApiKeyDto extends OmitType(RevokeTokenRequest, ['id']) {
  @ApiProperty(reason)
  override readonly reason?: string;
}

export class RevokeManyDto extends RevokeManyRequest {
  @ApiProperty({ format: 'uuid', required: false, description: 'Absent: everybody’s (admin).' })
  override readonly owner_id?: string;

  @ApiProperty({ format: 'date-time', required: false, description: 'Absent: whenever they were issued.' })
  override readonly created_before?: string;

  @ApiProperty(reason)
  override readonly reason?: string;
}

export class RevokedManyDto {
  @ApiProperty({ type: 'integer', description: 'How many were active until then.' })
  readonly revoked!: number;
}

/** A secret that a rotation took the place of, as long as it is good. */
export class SupersededSecretDto {
  @ApiProperty()
  readonly key_prefix!: string;
  @ApiProperty({ format: 'date-time' })
  readonly superseded_at!: string;
  @ApiProperty({ type: 'integer' })
  readonly grace_seconds!: number;
  @ApiProperty({ format: 'date-time', description: 'Sooner, as soon as the new secret is used.' })
  readonly until!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly last_used_at!: string | null;
  @ApiProperty({ type: 'integer', description: 'Requests since it was superseded.' })
  readonly requests!: number;
}

export class ListApiKeysDto extends ListTokensRequest {
  @ApiProperty(pageLimit)
  @Type(() => Number)
  override readonly limit?: number;

  @ApiProperty(pageCursor)
  override readonly cursor?: string;

  @ApiProperty({
    type: 'integer',
    required: false,
    minimum: 1,
    maximum: 3_650,
    description: 'Only those that nobody has used, nor issued, for so many days.',
  })
  @Type(() => Number)
  override readonly unused_days?: number;
}

export class ApiKeyDto {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;
  @ApiProperty()
  readonly name!: string;
  @ApiProperty({
    description: 'The eight characters after the prefix; of an imported token what its import says.',
    example: 'a1b2c3d4',
  })
  readonly key_prefix!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly last_used_at!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly expires_at!: string | null;
  @ApiProperty()
  readonly is_active!: boolean;
  @ApiProperty({ format: 'date-time' })
  readonly created_at!: string;
  @ApiProperty({ format: 'date-time' })
  readonly updated_at!: string;
  @ApiProperty({
    example: 'apitk',
    description: 'Of an imported token: the format that a rotation gives it.',
  })
  readonly profile!: string;
  @ApiProperty({ enum: ABILITIES, isArray: true, nullable: true })
  readonly abilities!: readonly Ability[] | null;
  @ApiProperty({ type: [String], nullable: true })
  readonly allowed_routes!: readonly string[] | null;
  @ApiProperty({ type: [RateLimitDto], nullable: true, description: 'null: the workspace’s.' })
  readonly rate_limits!: readonly RateLimit[] | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'null: no quota.' })
  readonly monthly_quota!: number | null;
  @ApiProperty({ format: 'uuid' })
  readonly owner_id!: string;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    example: null,
    description: 'When it was sent over plain HTTP, where anybody on the way could read it: rotate it.',
  })
  readonly exposed_at!: string | null;
  @ApiProperty({ type: [SupersededSecretDto], description: 'Still good beside the token’s own.' })
  readonly superseded_secrets!: readonly SupersededSecret[];
}

export class CreatedApiKeyDto extends ApiKeyDto {
  @ApiProperty({ description: 'The token itself: shown this once, stored nowhere.' })
  readonly key!: string;
}

export class IssuedApiKeyDto extends CreatedApiKeyDto {
  @ApiProperty({
    type: [String],
    example: ['Say where it is used, as in: Production Website Integration'],
    description: 'What could be better; nothing is refused for it.',
  })
  readonly advice!: readonly string[];
}
