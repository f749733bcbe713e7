import { AnyCredential, CurrentIdentity, type Identity, RequestLimits } from '@latchkey/token-guard';
import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Answer } from '../reference/answers.js';
import { type Success, success } from '../responses/success.js';
import { SelfDto } from './self.dto.js';

/** Who am I: for testing one's credentials (K20), whatever they may do otherwise. */
@ApiTags('token')
@Controller(['v1/:workspace/token', 'token'])
export class SelfController {
  constructor(private readonly limits: RequestLimits) {}

  @Get('self')
  @AnyCredential('token/self')
  @ApiOperation({ summary: 'Who am I, and what may I do' })
  @Answer(SelfDto)
  async self(@CurrentIdentity() identity: Identity): Promise<Success<SelfDto>> {
    const left = identity.kind === 'token' ? await this.limits.left(identity) : null;
    return success(new SelfDto(identity, left));
  }
}
