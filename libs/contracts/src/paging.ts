import { IsInt, IsOptional, IsString, Max, Min } from 'class-validator';

export class PageRequest {
  @IsOptional()
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be at least 1' })
  @Max(100, { message: 'must be at most 100' })
  readonly limit?: number;

  /** `next_cursor` of the page before. */
  @IsOptional()
  @IsString({ message: 'must be the next_cursor of the page before' })
  readonly cursor?: string;
}
