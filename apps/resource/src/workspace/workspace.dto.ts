import { OWNER_LEAVES, type OwnerLeaves, type RateLimit, UpdateWorkspaceRequest } from '@latchkey/contracts';
import { ApiProperty } from '@nestjs/swagger';
import { RateLimitDto } from '../reference/rate-limit.dto.js';

const ownerLeaves = {
  enum: OWNER_LEAVES,
  description:
    'What becomes of the tokens of an operator who leaves: deleted, kept but refused, or given to another operator.',
} as const;

/** The rules of the fields are the contract's; what is added here is how the reference shows them. */
export class UpdateWorkspaceDto extends UpdateWorkspaceRequest {
  @ApiProperty({ required: false, example: 'apitk', description: 'The format profile of new tokens.' })
  override readonly profile?: string;

  @ApiProperty({
    type: [RateLimitDto],
    required: false,
    description: 'Of each token that has none of its own. At most one a window; `[]`: none.',
  })
  override readonly rate_limits?: readonly RateLimit[];

  @ApiProperty({
    required: false,
    description: 'Tokens are issued to signed-in operators only, to no service.',
  })
  override readonly dashboard_only?: boolean;

  @ApiProperty({ ...ownerLeaves, required: false })
  override readonly owner_leaves?: OwnerLeaves;
}

export class WorkspaceDto {
  @ApiProperty({ example: 'acme' })
  readonly slug!: string;
  @ApiProperty()
  readonly name!: string;
  @ApiProperty({ example: 'apitk', description: 'The format profile of new tokens.' })
  readonly profile!: string;
  @ApiProperty({ type: [RateLimitDto], description: 'Of each token that has none of its own.' })
  readonly rate_limits!: readonly RateLimit[];
  @ApiProperty()
  readonly dashboard_only!: boolean;
  @ApiProperty(ownerLeaves)
  readonly owner_leaves!: OwnerLeaves;
}
