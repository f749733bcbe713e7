import { Module } from '@nestjs/common';
import { SessionsModule } from '../sessions/sessions.module.js';
import { WorkspacesModule } from '../workspaces/workspaces.module.js';
import { Estate } from './estate.js';
import { OperatorBusController } from './operator.bus-controller.js';
import { Team } from './team.js';

@Module({
  imports: [SessionsModule, WorkspacesModule],
  controllers: [OperatorBusController],
  providers: [Estate, Team],
})
export class OperatorsModule {}
