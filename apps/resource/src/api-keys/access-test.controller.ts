import { routesFor } from '@latchkey/contracts';
import { AccessTester, CurrentIdentity, type Identity, OperatorOnly } from '@latchkey/token-guard';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Answer } from '../reference/answers.js';
import { type Success, success } from '../responses/success.js';
import { TestAccessDto, TestedAccessDto } from './access-test.dto.js';

/** Which endpoints a token would reach, before it is issued (C17). Changes nothing, and asks nobody. */
@ApiTags('api-keys')
@Controller('api-keys/test')
@OperatorOnly()
export class AccessTestController {
  constructor(private readonly tester: AccessTester) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Test what a token with these restrictions could call here' })
  @Answer(TestedAccessDto)
  test(@CurrentIdentity() identity: Identity, @Body() body: TestAccessDto): Success<TestedAccessDto> {
    const { permissions } = identity.kind === 'token' ? identity.owner : identity.operator;
    const terms = {
      abilities: body.abilities ?? null,
      allowed_routes: routesFor(body),
      permissions: body.permissions ?? permissions,
    };
    return success(this.tester.test(terms, identity.workspace));
  }
}
