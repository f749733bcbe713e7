import { Module } from '@nestjs/common';
import { Assignees } from './assignees.js';
import { ContactController } from './contact.controller.js';
import { ContactService } from './contact.service.js';
import { ContactStore } from './contact.store.js';

@Module({
  controllers: [ContactController],
  providers: [Assignees, ContactService, ContactStore],
})
export class ContactsModule {}
