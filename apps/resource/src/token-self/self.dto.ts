import {
  ABILITIES,
  type Ability,
  type Permission,
  PERMISSIONS,
  type Window,
  WINDOWS,
} from '@latchkey/contracts';
import { type Identity, type LimitsLeft } from '@latchkey/token-guard';
import { ApiProperty } from '@nestjs/swagger';

class RateLimitLeftDto {
  @ApiProperty({ example: 60 })
  readonly limit!: number;
  @ApiProperty({ enum: Object.keys(WINDOWS), example: '1m' })
  readonly window!: Window;
  @ApiProperty({ description: 'Requests that may be made now.', example: 42 })
  readonly remaining!: number;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Seconds until one more may be made; null: none is used.',
  })
  readonly resets_in!: number | null;
}

class QuotaLeftDto {
  @ApiProperty({ example: 10_000 })
  readonly limit!: number;
  @ApiProperty({ description: 'Requests that may be made in this month.', example: 9_981 })
  readonly remaining!: number;
  @ApiProperty({ format: 'date-time' })
  readonly resets_at!: string;
}

/** What the caller is and may do, without anything that it does not know or could use elsewhere. */
export class SelfDto {
  @ApiProperty({ enum: ['token', 'operator'] })
  readonly kind: Identity['kind'];
  @ApiProperty({ description: 'Slug.', example: 'acme' })
  readonly workspace: string;
  @ApiProperty({ format: 'uuid', description: 'The token, or the operator.' })
  readonly id: string;
  @ApiProperty({ type: String, nullable: true })
  readonly name: string | null;
  @ApiProperty({ type: String, nullable: true })
  readonly key_prefix: string | null;
  @ApiProperty({ enum: ABILITIES, isArray: true, nullable: true, description: 'null: no restriction.' })
  readonly abilities: readonly Ability[] | null;
  @ApiProperty({ type: [String], nullable: true, description: 'null: no restriction.' })
  readonly allowed_routes: readonly string[] | null;
  @ApiProperty({ enum: PERMISSIONS, isArray: true, description: 'The owner’s, as they are today.' })
  readonly permissions: readonly Permission[];
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly expires_at: string | null;
  @ApiProperty({ type: [RateLimitLeftDto], description: 'Of a token; a session has none.' })
  readonly rate_limits: readonly RateLimitLeftDto[];
  @ApiProperty({ type: QuotaLeftDto, nullable: true, description: 'null: no monthly quota.' })
  readonly quota: QuotaLeftDto | null;

  /** @param left null: a session, which has no limits. */
  constructor(identity: Identity, left: LimitsLeft | null) {
    this.kind = identity.kind;
    this.workspace = identity.workspace.slug;
    const isToken = identity.kind === 'token';
    this.id = isToken ? identity.id : identity.operator.id;
    this.name = isToken ? identity.name : null;
    this.key_prefix = isToken ? identity.key_prefix : null;
    this.abilities = isToken ? identity.abilities : null;
    this.allowed_routes = isToken ? identity.allowed_routes : null;
    this.permissions = isToken ? identity.owner.permissions : identity.operator.permissions;
    this.expires_at = isToken ? identity.expires_at : null;
    this.rate_limits = left?.windows ?? [];
    this.quota = left?.quota ?? null;
  }
}
