import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { PageDto, SortedBy } from '../paging/page.dto.js';
import { MESSAGE_STATUSES, type MessageStatus } from './message.js';
import { IsE164 } from './phone.js';

const ORDERS = ['created_at', '-created_at'] as const;

/** Which messages, in which order, and from where on. */
export class ListMessagesDto extends PageDto {
  @SortedBy(ORDERS)
  readonly sort: (typeof ORDERS)[number] = '-created_at';

  @ApiProperty({ required: false, enum: MESSAGE_STATUSES, description: 'Those of which this is known.' })
  @IsOptional()
  @IsIn(MESSAGE_STATUSES, { message: `must be one of: ${MESSAGE_STATUSES.join(', ')}` })
  readonly status?: MessageStatus;

  @ApiProperty({ required: false, example: '+14155552671', description: 'To this number, in E.164 form.' })
  @IsOptional()
  @IsE164()
  readonly to?: string;
}
