import { AnyCredential, CurrentIdentity, type Identity } from '@latchkey/token-guard';
import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Answer } from '../reference/answers.js';
import { type Success, success } from '../responses/success.js';
import { SelfDto } from './self.dto.js';

/** Who am I: for testing one's credentials (K20), whatever they may do otherwise. */
@ApiTags('token')
@Controller(['v1/:workspace/token', 'token'])
export class SelfController {
  @Get('self')
  @AnyCredential('token/self')
  @ApiOperation({ summary: 'Who am I, and what may I do' })
  @Answer(SelfDto)
  self(@CurrentIdentity() identity: Identity): Success<SelfDto> {
    return success(new SelfDto(identity));
  }
}
