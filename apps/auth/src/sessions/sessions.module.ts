import { Module } from '@nestjs/common';
import { Passwords } from '../operators/passwords.js';
import { ServiceAccountsModule } from '../service-accounts/service-accounts.module.js';
import { AccessTokens } from './access-tokens.js';
import { JwksController } from './jwks.controller.js';
import { LoginThrottle } from './login-throttle.js';
import { Logins } from './logins.js';
import { Principals } from './principals.js';
import { SessionBusController } from './session.bus-controller.js';
import { SessionService } from './session.service.js';
import { SessionStore } from './session.store.js';

@Module({
  imports: [ServiceAccountsModule],
  controllers: [SessionBusController, JwksController],
  providers: [AccessTokens, LoginThrottle, Logins, Passwords, Principals, SessionService, SessionStore],
  exports: [Passwords, Principals],
})
export class SessionsModule {}
