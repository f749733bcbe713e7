import { Module } from '@nestjs/common';
import { ContactController } from './contact.controller.js';
import { ContactStore } from './contact.store.js';

@Module({ controllers: [ContactController], providers: [ContactStore] })
export class ContactsModule {}
