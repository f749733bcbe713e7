import { Module } from '@nestjs/common';
import { SessionsModule } from '../sessions/sessions.module.js';
import { WorkspacesModule } from '../workspaces/workspaces.module.js';
import { MassRevocation } from './mass-revocation.js';
import { Reminders } from './reminders.js';
import { TokenAudit } from './token-audit.js';
import { TokenAuditBusController } from './token-audit.bus-controller.js';
import { TokenExposures } from './token-exposures.js';
import { TokenRefusals } from './token-refusals.js';
import { TokenBusController } from './token.bus-controller.js';
import { TokenImport } from './token-import.js';
import { TokenService } from './token.service.js';
import { TokenStore } from './token.store.js';

@Module({
  imports: [SessionsModule, WorkspacesModule],
  controllers: [TokenAuditBusController, TokenBusController],
  providers: [
    MassRevocation,
    Reminders,
    TokenAudit,
    TokenExposures,
    TokenImport,
    TokenRefusals,
    TokenService,
    TokenStore,
  ],
})
export class TokensModule {}
