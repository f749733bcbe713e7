import { Module } from '@nestjs/common';
import { OperatorStore } from '../operators/operator.store.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { AllTokenShapes } from './all-token-shapes.js';
import { WorkspaceBusController } from './workspace.bus-controller.js';
import { WorkspaceService } from './workspace.service.js';
import { WorkspaceStore } from './workspace.store.js';

@Module({
  imports: [SessionsModule],
  controllers: [WorkspaceBusController],
  providers: [AllTokenShapes, OperatorStore, WorkspaceService, WorkspaceStore],
  exports: [OperatorStore, WorkspaceStore],
})
export class WorkspacesModule {}
