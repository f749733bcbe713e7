import { BusClient } from '@latchkey/bus';
import { closeSession, openSession, refreshSession } from '@latchkey/contracts';
import { AccessToken, OperatorOnly, Public } from '@latchkey/token-guard';
import { Body, Controller, Header, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiTags, ApiTooManyRequestsResponse, ApiUnauthorizedResponse } from '@nestjs/swagger';
import { Answer, DoneAnswer } from '../reference/answers.js';
import { IdempotencyKey, Repeatable } from '../requests/idempotency-key.js';
import { type Changed, changed, TellsEffect } from '../responses/changed.js';
import { type Success, success } from '../responses/success.js';
import { LoginDto, RefreshDto, SessionTokensDto } from './session.dto.js';

const LOGGED_OUT = 'Logged out successfully';

/** Operators sign in here; auth does the rest. */
@ApiTags('auth')
@Controller('auth')
export class SessionController {
  constructor(private readonly auth: BusClient) {}

  @Post('login')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Public()
  @ApiOperation({ summary: 'Sign an operator in' })
  @ApiUnauthorizedResponse({ description: 'Invalid email or password' })
  @ApiTooManyRequestsResponse({ description: 'Too many attempts' })
  @Answer(SessionTokensDto)
  async login(@Body() { email, password }: LoginDto): Promise<Success<SessionTokensDto>> {
    return success(await this.auth.call(openSession, { email, password }));
  }

  @Post('refresh')
  @Repeatable()
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Public()
  @ApiOperation({ summary: 'A new pair for a refresh token, once' })
  @ApiUnauthorizedResponse({ description: 'Invalid refresh token' })
  @Answer(SessionTokensDto)
  async refresh(
    @Body() { refresh_token }: RefreshDto,
    @IdempotencyKey() idempotencyKey: string | undefined,
  ): Promise<Success<SessionTokensDto>> {
    return success(await this.auth.call(refreshSession, { refresh_token }, { idempotencyKey }));
  }

  @Post('logout')
  @HttpCode(200)
  @OperatorOnly()
  @ApiOperation({ summary: 'End the session' })
  @DoneAnswer(LOGGED_OUT)
  @TellsEffect()
  async logout(@AccessToken() principal: string): Promise<Changed<{ message: string }>> {
    const { receipt } = await this.auth.call(closeSession, {}, { principal });
    return changed({ message: LOGGED_OUT }, receipt);
  }
}
