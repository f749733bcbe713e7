import { Module } from '@nestjs/common';
import { SessionsModule } from '../sessions/sessions.module.js';
import { WorkspacesModule } from '../workspaces/workspaces.module.js';
import { OperatorBusController } from './operator.bus-controller.js';
import { Team } from './team.js';

@Module({
  imports: [SessionsModule, WorkspacesModule],
  controllers: [OperatorBusController],
  providers: [Team],
})
export class OperatorsModule {}
