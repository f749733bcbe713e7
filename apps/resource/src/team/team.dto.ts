import {
  CreateOperatorRequest,
  ListOperatorsRequest,
  OWNER_LEAVES,
  type OwnerLeaves,
  PASSWORD_LENGTH,
  type Permission,
  PERMISSIONS,
  RemoveOperatorRequest,
  UpdateOperatorRequest,
} from '@latchkey/contracts';
import { ApiProperty, OmitType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { pageCursor, pageLimit } from '../paging/page.dto.js';

const permissions = {
  enum: PERMISSIONS,
  isArray: true,
  description: '`admin` includes all the others. Tokens have what their owner has today.',
} as const;

/** The rules of the fields are the contracts'; what is added here is how the reference shows them. */
export class CreateOperatorDto extends CreateOperatorRequest {
  @ApiProperty({ format: 'email', maxLength: 254, example: 'ada@acme.test' })
  override readonly email!: string;

  @ApiProperty({ format: 'password', minLength: PASSWORD_LENGTH.min, maxLength: PASSWORD_LENGTH.max })
  override readonly password!: string;

  @ApiProperty(permissions)
  override readonly permissions!: readonly Permission[];
}

export class UpdateOperatorDto extends OmitType(UpdateOperatorRequest, ['id']) {
  @ApiProperty({ ...permissions, required: false })
  override readonly permissions?: readonly Permission[];

  @ApiProperty({
    required: false,
    description: 'false: their sessions and their tokens are refused, until it is true again.',
  })
  override readonly is_active?: boolean;
}

export class ListOperatorsDto extends ListOperatorsRequest {
  @ApiProperty(pageLimit)
  @Type(() => Number)
  override readonly limit?: number;

  @ApiProperty(pageCursor)
  override readonly cursor?: string;
}

export class OperatorDto {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;
  @ApiProperty({ format: 'email' })
  readonly email!: string;
  @ApiProperty({ enum: PERMISSIONS, isArray: true })
  readonly permissions!: readonly Permission[];
  @ApiProperty()
  readonly is_active!: boolean;
  @ApiProperty({ format: 'date-time' })
  readonly created_at!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'null: has not left.' })
  readonly left_at!: string | null;
}

export class RemoveOperatorDto extends OmitType(RemoveOperatorRequest, ['id']) {
  @ApiProperty({
    format: 'uuid',
    required: false,
    description: 'Who gets their tokens: where the workspace’s `owner_leaves` is `transfer`, and only there.',
  })
  override readonly transfer_to?: string;
}

export class RemovedOperatorDto {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;
  @ApiProperty({ type: 'integer', description: 'How many tokens they had.' })
  readonly tokens!: number;
  @ApiProperty({ enum: OWNER_LEAVES, description: 'What became of them.' })
  readonly policy!: OwnerLeaves;
}
