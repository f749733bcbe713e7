import { Refusal, type WorkspaceRef } from '@latchkey/contracts';
import { CurrentWorkspace, RequireAbility } from '@latchkey/token-guard';
import { Controller, Post, Req } from '@nestjs/common';
import {
  ApiBody,
  ApiConflictResponse,
  ApiConsumes,
  ApiOperation,
  ApiProperty,
  ApiTags,
} from '@nestjs/swagger';
import { type FastifyRequest } from 'fastify';
import { CreatedAnswer } from '../../reference/answers.js';
import { type Success, success } from '../../responses/success.js';
import { MEDIA_KINDS, type MediaKind } from '../message.js';
import { MessageProvider } from '../providers/message-provider.js';
import { type Media, MediaStore } from './media.store.js';
import { fileIn, TakesFiles } from './multipart.js';
import { withSpooledFile } from './spooled-file.js';

/** Of one process: each has a file on disk and a connection to the provider. */
const MOST_AT_ONCE = 8;

/** How large an uploaded file may be, from the environment. */
export abstract class UploadTerms {
  abstract readonly mostBytes: number;
}

class MediaDto {
  @ApiProperty({ format: 'uuid', description: 'For `media_id` of `messages/media`.' })
  readonly id: string;
  @ApiProperty({ enum: MEDIA_KINDS, description: 'Told by its first bytes, whatever it was called.' })
  readonly kind: MediaKind;
  @ApiProperty({ example: 'application/pdf' })
  readonly mime_type: string;
  @ApiProperty({ type: 'integer', example: 48_213 })
  readonly bytes: number;
  @ApiProperty({ format: 'date-time', description: 'Until then it can be sent, as often as you like.' })
  readonly expires_at: string;

  constructor({ id, kind, mimeType, bytes, expiresAt }: Media) {
    this.id = id;
    this.kind = kind;
    this.mime_type = mimeType;
    this.bytes = bytes;
    this.expires_at = expiresAt.toISOString();
  }
}

@ApiTags('messages')
@Controller(['v1/:workspace/messages/media', 'messages/media'])
export class MediaController {
  private underWay = 0;

  constructor(
    private readonly media: MediaStore,
    private readonly provider: MessageProvider,
    private readonly terms: UploadTerms,
  ) {}

  @Post('upload')
  @TakesFiles()
  @RequireAbility('messages.send', 'messages/media/upload')
  @ApiOperation({
    summary: 'Upload a file that messages can name',
    description:
      'One part named `file`. Images up to 5 MB, audio and video 16 MB, documents as large as the deployment takes (16 MB).',
  })
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['file'],
      properties: { file: { type: 'string', format: 'binary' } },
    },
  })
  @CreatedAnswer(MediaDto)
  @ApiConflictResponse({ description: 'This workspace has no WhatsApp number' })
  async upload(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Req() request: FastifyRequest,
  ): Promise<Success<MediaDto>> {
    if (this.underWay >= MOST_AT_ONCE) throw Refusal.unavailable();
    this.underWay++;
    try {
      const media = await withSpooledFile(await fileIn(request), this.terms.mostBytes, async (file) => {
        const providerReference = await this.provider.upload(workspace.id, file);
        return this.media.add(workspace.id, { ...file, providerReference });
      });
      return success(new MediaDto(media));
    } finally {
      this.underWay--;
    }
  }
}
