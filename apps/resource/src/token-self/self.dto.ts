import { ABILITIES, type Ability, type Permission, PERMISSIONS } from '@latchkey/contracts';
import { type Identity } from '@latchkey/token-guard';
import { ApiProperty } from '@nestjs/swagger';

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

  constructor(identity: Identity) {
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
  }
}
