import { Module } from '@nestjs/common';
import { ServiceAccountStore } from './service-account.store.js';
import { ServiceAccounts } from './service-accounts.js';

@Module({ providers: [ServiceAccounts, ServiceAccountStore], exports: [ServiceAccounts] })
export class ServiceAccountsModule {}
