import { Refusal, type WorkspaceRef } from '@latchkey/contracts';
import { AnswersInTime } from '@latchkey/platform';
import { CurrentWorkspace, RequireAbility } from '@latchkey/token-guard';
import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Answer, CreatedAnswer, DoneAnswer, PageAnswer } from '../reference/answers.js';
import { OnceForAKey } from '../requests/once.js';
import { Conditional } from '../requests/precondition.js';
import { Tagged } from '../responses/etag.js';
import { IdOf } from '../responses/id-of.js';
import { type Page, page, type Success, success } from '../responses/success.js';
import { changesOf, newContactOf } from './contact-columns.js';
import { ListContactsDto } from './contact-list.dto.js';
import { ContactDto, CreateContactDto, UpdateContactDto } from './contact.dto.js';
import { ContactService } from './contact.service.js';
import { ContactStore } from './contact.store.js';

const notFound = (): Refusal => new Refusal('not_found', 'contact.not_found', 'Contact not found');

@ApiTags('contacts')
@AnswersInTime()
@Controller(['v1/:workspace/contacts', 'contacts'])
export class ContactController {
  constructor(
    private readonly contacts: ContactStore,
    private readonly changes: ContactService,
  ) {}

  @Get()
  @Tagged()
  @RequireAbility('contacts.read', 'contacts/list')
  @ApiOperation({ summary: 'List contacts, page by page' })
  @PageAnswer(ContactDto)
  async list(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Query() query: ListContactsDto,
  ): Promise<Page<ContactDto>> {
    const { contacts, nextCursor } = await this.contacts.page(workspace.id, query);
    return page(
      contacts.map((contact) => new ContactDto(contact)),
      nextCursor,
    );
  }

  @Post()
  @OnceForAKey()
  @RequireAbility('contacts.create', 'contacts/create')
  @ApiOperation({ summary: 'Create a contact' })
  @CreatedAnswer(ContactDto)
  async create(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Body() body: CreateContactDto,
  ): Promise<Success<ContactDto>> {
    const contact = await this.changes.add(workspace.id, newContactOf(body));
    return success(new ContactDto(contact));
  }

  @Get(':id')
  @Tagged()
  @RequireAbility('contacts.read', 'contacts/{id}/fetch')
  @ApiOperation({ summary: 'Read a contact' })
  @Answer(ContactDto)
  async fetch(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Param('id', IdOf(notFound)) id: string,
  ): Promise<Success<ContactDto>> {
    const contact = await this.contacts.find(workspace.id, id);
    if (!contact) throw notFound();
    return success(new ContactDto(contact));
  }

  @Patch(':id')
  @Conditional('contacts')
  @RequireAbility('contacts.update', 'contacts/{id}/update')
  @ApiOperation({ summary: 'Change some fields of a contact' })
  @Answer(ContactDto)
  async update(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Param('id', IdOf(notFound)) id: string,
    @Body() body: UpdateContactDto,
  ): Promise<Success<ContactDto>> {
    const contact = await this.changes.update(workspace.id, id, changesOf(body));
    if (!contact) throw notFound();
    return success(new ContactDto(contact));
  }

  @Delete(':id')
  @Conditional('contacts')
  @RequireAbility('contacts.delete', 'contacts/{id}/delete')
  @ApiOperation({ summary: 'Delete a contact' })
  @DoneAnswer('Contact deleted successfully')
  async remove(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Param('id', IdOf(notFound)) id: string,
  ): Promise<Success<{ message: string }>> {
    if (!(await this.contacts.remove(workspace.id, id))) throw notFound();
    return success({ message: 'Contact deleted successfully' });
  }
}
