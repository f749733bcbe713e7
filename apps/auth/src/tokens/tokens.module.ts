import { Module } from '@nestjs/common';
import { SessionsModule } from '../sessions/sessions.module.js';
import { WorkspaceStore } from '../workspaces/workspace.store.js';
import { TokenBusController } from './token.bus-controller.js';
import { TokenService } from './token.service.js';
import { TokenStore } from './token.store.js';

@Module({
  imports: [SessionsModule],
  controllers: [TokenBusController],
  providers: [TokenService, TokenStore, WorkspaceStore],
})
export class TokensModule {}
