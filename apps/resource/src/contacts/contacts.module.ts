import { Module } from '@nestjs/common';
import { OperatorsModule } from '../operators/operators.module.js';
import { ContactController } from './contact.controller.js';
import { ContactService } from './contact.service.js';
import { ContactStore } from './contact.store.js';
import { ContactBatchStore } from './transfer/contact-batch.store.js';
import { ContactExport } from './transfer/contact-export.js';
import { ContactExportController } from './transfer/contact-export.controller.js';
import { ContactImport } from './transfer/contact-import.js';
import { ContactImportController } from './transfer/contact-import.controller.js';

@Module({
  controllers: [ContactImportController, ContactExportController, ContactController],
  imports: [OperatorsModule],
  providers: [ContactBatchStore, ContactExport, ContactImport, ContactService, ContactStore],
})
export class ContactsModule {}
