import {
  HASHED_PARTS,
  type HashedPart,
  OWNER_LEAVES,
  type OwnerLeaves,
  type RateLimit,
  SHAPE_ALPHABETS,
  SHAPE_LIMITS,
  type ShapeAlphabet,
  type TokenShape,
  UpdateWorkspaceRequest,
} from '@latchkey/contracts';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { RateLimitDto } from '../reference/rate-limit.dto.js';

const ownerLeaves = {
  enum: OWNER_LEAVES,
  description:
    'What becomes of the tokens of an operator who leaves: deleted, kept but refused, or given to another operator.',
} as const;

class TokenShapeDto implements TokenShape {
  @ApiProperty({ maxLength: SHAPE_LIMITS.prefix, example: 'shop_', description: 'May be empty.' })
  readonly prefix!: string;
  @ApiProperty({
    type: 'integer',
    minimum: SHAPE_LIMITS.shortest,
    maximum: SHAPE_LIMITS.longest,
    example: 22,
    description: 'Characters after the prefix.',
  })
  readonly length!: number;
  @ApiProperty({ enum: SHAPE_ALPHABETS, example: 'base58', description: '`hex` has small letters only.' })
  readonly alphabet!: ShapeAlphabet;
  @ApiProperty({
    enum: HASHED_PARTS,
    example: 'whole',
    description:
      '`after-pipe`: the token is `<digits>|<prefix><secret>`, and what stands behind the `|` was hashed.',
  })
  readonly of!: HashedPart;
}

const tokenShapes: ApiPropertyOptions = {
  type: [TokenShapeDto],
  maxItems: SHAPE_LIMITS.shapes,
  description:
    'What imported tokens look like. What has none of these shapes, and no format of Latchkey’s own, is refused ' +
    'without being looked up. `[]`: nothing is imported here.',
};

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

  @ApiProperty({ ...tokenShapes, required: false })
  override readonly token_shapes?: readonly TokenShape[];
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
  @ApiProperty(tokenShapes)
  readonly token_shapes!: readonly TokenShape[];
}
