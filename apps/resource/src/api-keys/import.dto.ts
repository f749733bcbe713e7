import {
  type Ability,
  HASHED_PARTS,
  type HashedPart,
  type ImportedToken,
  ImportedTokenRow,
  ImportTokensRequest,
  type RateLimit,
  TOKENS_AN_IMPORT,
} from '@latchkey/contracts';
import { ApiProperty } from '@nestjs/swagger';
import { abilities, allowedRoutes, expiry, monthlyQuota, rateLimits } from './api-key-fields.js';

/** The rules of the fields are the contract's; what is added here is how the reference shows them. */
class ImportedRowDto extends ImportedTokenRow {
  @ApiProperty({
    pattern: '^[0-9a-f]{64}$',
    example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    description: 'SHA-256 of what `of` says, in hexadecimal. Not the token.',
  })
  override readonly sha256!: string;

  @ApiProperty({
    enum: HASHED_PARTS,
    description:
      'What was hashed: the whole token, or what stands behind `<digits>|`. One of the workspace’s `token_shapes` must ' +
      'say the same.',
  })
  override readonly of!: HashedPart;

  @ApiProperty({
    minLength: 1,
    maxLength: 16,
    example: 'shop_3mJr',
    description: 'Shown as `key_prefix`: as much of the token as its holder knows it by.',
  })
  override readonly display!: string;

  @ApiProperty({ minLength: 1, maxLength: 100, example: 'Production Integration' })
  override readonly name!: string;

  @ApiProperty({ format: 'uuid', required: false, description: 'An active operator; by default you.' })
  override readonly owner_id?: string;

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
}

export class ImportApiKeysDto extends ImportTokensRequest {
  @ApiProperty({
    type: [ImportedRowDto],
    minItems: 1,
    maxItems: TOKENS_AN_IMPORT,
    description:
      'All of them are imported, or none; errors name row and field, as in `tokens.3.sha256`. 100 KiB at most.',
  })
  override readonly tokens!: readonly ImportedRowDto[];
}

class ImportedApiKeyDto implements ImportedToken {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;
  @ApiProperty()
  readonly name!: string;
  @ApiProperty({ example: 'shop_3mJr' })
  readonly key_prefix!: string;
  @ApiProperty({ format: 'uuid' })
  readonly owner_id!: string;
}

export class ImportedApiKeysDto {
  @ApiProperty({ type: [ImportedApiKeyDto], description: 'In the order of the request.' })
  readonly tokens!: readonly ImportedApiKeyDto[];
}
