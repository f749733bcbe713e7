import { type WorkspaceRef } from '@latchkey/contracts';
import { CurrentWorkspace, RequireAbility } from '@latchkey/token-guard';
import { Controller, Get, Query, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { type FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import { ContactFilters } from '../contact-list.dto.js';
import { ContactExport, EXPORT_FORMATS, type ExportFormat } from './contact-export.js';

class ExportContactsDto extends ContactFilters {
  @ApiProperty({
    required: false,
    enum: EXPORT_FORMATS,
    default: 'csv',
    description: 'CSV, or a JSON object in each line.',
  })
  @IsOptional()
  @IsIn(EXPORT_FORMATS, { message: `must be one of: ${EXPORT_FORMATS.join(', ')}` })
  readonly format: ExportFormat = 'csv';
}

const MEDIA_TYPE = { csv: 'text/csv; charset=utf-8; header=present', jsonl: 'application/x-ndjson' } as const;

const DESCRIPTION = `All contacts that the filters leave, the oldest first, as CSV (RFC 4180) or as JSON Lines. What
is exported can be imported. A text that looks like a formula has an apostrophe before it in CSV, which an import takes
away. A file that could not be read to its end breaks the connection: what ends well is whole.`;

@ApiTags('contacts')
@Controller(['v1/:workspace/contacts/export', 'contacts/export'])
export class ContactExportController {
  constructor(private readonly contacts: ContactExport) {}

  @Get()
  @RouteConfig({ produces: ['text/csv', 'application/x-ndjson'] })
  @RequireAbility('contacts.read', 'contacts/export')
  @ApiOperation({ summary: 'Read all contacts as one file', description: DESCRIPTION })
  @ApiOkResponse({
    headers: {
      'Content-Disposition': {
        description: 'What the file is called.',
        schema: { type: 'string' },
        example: 'attachment; filename="contacts.csv"',
      },
    },
    content: {
      'text/csv': { schema: { type: 'string' }, example: 'id,firstname,…\r\n' },
      'application/x-ndjson': {
        schema: { type: 'string', description: 'A contact in each line.' },
        example: '{"id":"0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77","firstname":"Ada",…}\n',
      },
    },
  })
  async export(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Query() { format, ...filters }: ExportContactsDto,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const file = this.contacts.file(workspace.id, filters, format);
    // Before anything is said: whoever could not be answered at all hears so.
    const { value: first } = (await file.next()) as IteratorResult<string, undefined>;
    void reply
      .header('content-type', MEDIA_TYPE[format])
      .header('content-disposition', `attachment; filename="contacts.${format}"`)
      .send(Readable.from(beginningWith(first ?? '', file), { objectMode: false }));
  }
}

async function* beginningWith(first: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield first;
  yield* rest;
}
