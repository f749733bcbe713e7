import { ApiProperty } from '@nestjs/swagger';

export class ErrorDto {
  @ApiProperty({ enum: ['error'] })
  readonly status!: string;

  @ApiProperty({ example: 'Invalid API token' })
  readonly message!: string;
}

export class InvalidDto extends ErrorDto {
  @ApiProperty({
    description: 'The reasons, by field.',
    type: 'object',
    additionalProperties: { type: 'array', items: { type: 'string' } },
    example: { expires_at: ['must be in the future'] },
  })
  readonly errors!: object;
}
