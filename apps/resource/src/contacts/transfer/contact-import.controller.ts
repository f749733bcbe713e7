import { Refusal, type WorkspaceRef } from '@latchkey/contracts';
import { ReadsStream } from '@latchkey/platform';
import {
  CurrentIdentity,
  CurrentWorkspace,
  type Identity,
  requireAlso,
  RequireAbility,
} from '@latchkey/token-guard';
import { Controller, HttpCode, HttpException, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { Answer } from '../../reference/answers.js';
import { type Success, success } from '../../responses/success.js';
import { ContactImport } from './contact-import.js';
import { ImportContactsDto, ImportReportDto } from './contact-import.dto.js';

const DESCRIPTION = `The body is CSV (RFC 4180, UTF-8, at most 64 MB), read as it arrives. Its first line names the
fields, as in \`POST contacts\`: \`firstname\` and \`phone\`, and any of the others. \`tags\` and \`group_ids\` are separated
by \`;\`; \`custom_fields\` is a JSON object, and \`custom_fields.plan\` one of its keys. An empty cell says nothing of its
field. \`id\`, \`created_at\` and \`updated_at\`, as an export has them, are read and not used; an apostrophe before what
looks like a formula is taken away.

Lines are written two hundred at a time, and those that are refused are reported. 422, and a connection that breaks, leave
what was written: mend the file and send it again with \`on_duplicate=skip\`.`;

@ApiTags('contacts')
@Controller(['v1/:workspace/contacts/import', 'contacts/import'])
export class ContactImportController {
  constructor(private readonly contacts: ContactImport) {}

  @Post()
  @HttpCode(200)
  @ReadsStream('text/csv')
  @RequireAbility('contacts.create', 'contacts/import')
  @ApiOperation({ summary: 'Create contacts from CSV', description: DESCRIPTION })
  @ApiConsumes('text/csv')
  @ApiBody({
    schema: { type: 'string', examples: ['firstname,phone,tags\r\nAda,+15550100,vip;new\r\n'] },
  })
  @Answer(ImportReportDto)
  async import(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @CurrentIdentity() identity: Identity,
    @Query() { on_duplicate }: ImportContactsDto,
    @Req() { body }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Success<ImportReportDto>> {
    if (body === undefined || body === null) throw Refusal.invalid({ body: ['must be CSV'] });
    if (!(body instanceof Readable)) throw unsupported();
    try {
      if (on_duplicate === 'update') requireAlso(identity, 'contacts.update', reply);
      return success(new ImportReportDto(await this.contacts.run(workspace.id, body, on_duplicate)));
    } finally {
      // Whoever is still sending reads the answer when that is done.
      body.resume();
    }
  }
}

const unsupported = (): HttpException =>
  new HttpException({ status: 'error', message: 'The body must be sent as Content-Type: text/csv' }, 415);
