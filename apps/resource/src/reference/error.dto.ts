import { ApiProperty } from '@nestjs/swagger';

const errors = {
  description: 'The reasons, by field.',
  type: 'object',
  additionalProperties: { type: 'array', items: { type: 'string' } },
  example: { expires_at: ['must be in the future'] },
} as const;

export class ErrorDto {
  @ApiProperty({ enum: ['error'] })
  readonly status!: string;

  @ApiProperty({ example: 'Invalid API token' })
  readonly message!: string;
}

export class InvalidDto extends ErrorDto {
  @ApiProperty(errors)
  readonly errors!: object;
}

/** RFC 9457, for whoever accepts `application/problem+json`. */
export class ProblemDto {
  @ApiProperty({ enum: ['about:blank'] })
  readonly type!: string;

  @ApiProperty({ example: 'Unauthorized', description: 'The name of the status.' })
  readonly title!: string;

  @ApiProperty({ type: 'integer', minimum: 400, maximum: 599, example: 401 })
  readonly status!: number;

  @ApiProperty({ example: 'Invalid API token', description: 'What `message` is otherwise.' })
  readonly detail!: string;
}

export class InvalidProblemDto extends ProblemDto {
  @ApiProperty(errors)
  readonly errors!: object;
}
