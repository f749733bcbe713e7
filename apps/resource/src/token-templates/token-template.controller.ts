import { TOKEN_TEMPLATES } from '@latchkey/contracts';
import { OperatorOnly } from '@latchkey/token-guard';
import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ListAnswer } from '../reference/answers.js';
import { type Success, success } from '../responses/success.js';
import { TokenTemplateDto } from './token-template.dto.js';

/** What most tokens are restricted to, ready to be chosen (C5). */
@ApiTags('api-keys')
@Controller('api-keys/templates')
@OperatorOnly()
export class TokenTemplateController {
  @Get()
  @ApiOperation({ summary: 'List the templates that a token can be issued from' })
  @ListAnswer(TokenTemplateDto)
  list(): Success<readonly TokenTemplateDto[]> {
    return success(TOKEN_TEMPLATES.map((template) => new TokenTemplateDto(template)));
  }
}
