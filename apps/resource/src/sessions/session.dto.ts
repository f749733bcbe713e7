import { OpenSessionRequest, RefreshSessionRequest } from '@latchkey/contracts';
import { ApiProperty } from '@nestjs/swagger';

/** The rules of the fields are the contract's; what is added here is how the reference shows them. */
export class LoginDto extends OpenSessionRequest {
  @ApiProperty({ example: 'operator@acme.test' })
  override readonly email!: string;

  @ApiProperty({ format: 'password' })
  override readonly password!: string;
}

export class RefreshDto extends RefreshSessionRequest {
  @ApiProperty({ description: 'Good for one use: the answer brings the next one.' })
  override readonly refresh_token!: string;
}

export class SessionTokensDto {
  @ApiProperty({ description: 'A JWT, sent as `Authorization: Bearer`.' })
  readonly access_token!: string;

  @ApiProperty()
  readonly refresh_token!: string;

  @ApiProperty({ description: 'Seconds.', example: 900 })
  readonly expires_in!: number;
}
