import { LARGEST_LIMIT, type RateLimit, type Window, WINDOWS } from '@latchkey/contracts';
import { ApiProperty } from '@nestjs/swagger';

/** At most so many requests in any interval as long as the window. */
export class RateLimitDto implements RateLimit {
  @ApiProperty({ type: 'integer', minimum: 1, maximum: LARGEST_LIMIT, example: 60 })
  readonly limit!: number;
  @ApiProperty({ enum: Object.keys(WINDOWS), example: '1m' })
  readonly window!: Window;
}
