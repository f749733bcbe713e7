import { Refusal } from '@latchkey/contracts';
import { KeepsText, textOf } from '@latchkey/platform';
import { Public } from '@latchkey/token-guard';
import { Controller, Get, HttpCode, Inject, Optional, Post, Query, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import {
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiTags,
  ApiUnauthorizedResponse,
} from '@nestjs/swagger';
import { Equals, IsString, Matches, MaxLength } from 'class-validator';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { DoneAnswer } from '../../reference/answers.js';
import { type Success, success } from '../../responses/success.js';
import { WhatsAppWebhook } from './whatsapp-webhook.js';

/** As Meta documents it. */
const LARGEST_CALL_BYTES = 3 * 1024 * 1024;

class VerificationDto {
  @ApiProperty({ enum: ['subscribe'], description: 'As Meta sends it.' })
  @Equals('subscribe', { message: 'must be subscribe' })
  readonly 'hub.mode'!: string;

  @ApiProperty({ description: '`WHATSAPP_VERIFY_TOKEN`.' })
  @IsString({ message: 'must be a text' })
  @MaxLength(1_000, { message: 'must have at most 1000 characters' })
  readonly 'hub.verify_token'!: string;

  @ApiProperty({ pattern: '^[A-Za-z0-9_.-]{1,200}$', description: 'What is answered.' })
  @Matches(/^[\w.-]{1,200}$/, { message: 'must have 1 to 200 letters, digits and _.-' })
  readonly 'hub.challenge'!: string;
}

@ApiTags('providers')
@ApiNotFoundResponse({ description: 'WhatsApp is not configured here' })
@Controller('providers/whatsapp/webhook')
export class WhatsAppWebhookController {
  constructor(@Optional() @Inject(WhatsAppWebhook) private readonly webhook: WhatsAppWebhook | undefined) {}

  @Get()
  @RouteConfig({ produces: ['text/plain'] })
  @Public()
  @ApiOperation({ summary: 'For Meta, when the webhook is set up: answers the challenge' })
  @ApiOkResponse({ content: { 'text/plain': { schema: { type: 'string' }, example: '1158201444' } } })
  @ApiUnauthorizedResponse({ description: 'The verify token is not right' })
  verify(@Query() query: VerificationDto, @Res({ passthrough: true }) reply: FastifyReply): string {
    if (!this.configured.isVerifiedBy(query['hub.verify_token']))
      throw refused('The verify token is not right');
    // A refusal is JSON.
    void reply.type('text/plain; charset=utf-8');
    return query['hub.challenge'];
  }

  @Post()
  @HttpCode(200)
  @Public()
  @KeepsText({ mostBytes: LARGEST_CALL_BYTES })
  @ApiOperation({ summary: 'For Meta: what became of messages, and messages that came in' })
  @DoneAnswer('Taken')
  @ApiUnauthorizedResponse({ description: 'The signature is not right' })
  async take(@Req() request: FastifyRequest): Promise<Success<{ message: string }>> {
    const text = textOf(request);
    if (!this.configured.isSigned(text, request.headers['x-hub-signature-256'])) {
      throw refused('The signature is not right');
    }
    await this.configured.take(request.body);
    return success({ message: 'Taken' });
  }

  private get configured(): WhatsAppWebhook {
    if (!this.webhook)
      throw new Refusal('not_found', 'whatsapp.not_configured', 'WhatsApp is not configured here');
    return this.webhook;
  }
}

const refused = (message: string): Refusal => new Refusal('unauthenticated', 'whatsapp.refused', message);
