import { Answers, BusContext } from '@latchkey/bus';
import {
  getWorkspace,
  NoFields,
  listTokenShapes,
  type ReplyOf,
  updateWorkspace,
  UpdateWorkspaceRequest,
} from '@latchkey/contracts';
import { BusController } from '@latchkey/platform';
import { Ctx, Payload } from '@nestjs/microservices';
import { commandIn } from '../commands/command.js';
import { Principals } from '../sessions/principals.js';
import { AllTokenShapes } from './all-token-shapes.js';
import { WorkspaceService } from './workspace.service.js';

@BusController()
export class WorkspaceBusController {
  constructor(
    private readonly workspaces: WorkspaceService,
    private readonly shapes: AllTokenShapes,
    private readonly principals: Principals,
  ) {}

  @Answers(getWorkspace)
  async get(@Payload() _: NoFields, @Ctx() context: BusContext): Promise<ReplyOf<typeof getWorkspace>> {
    return this.workspaces.get(await this.principals.actorBehind(context));
  }

  @Answers(listTokenShapes)
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- declared, so that what it holds is refused
  listShapes(@Payload() _: NoFields): Promise<ReplyOf<typeof listTokenShapes>> {
    return this.shapes.list();
  }

  @Answers(updateWorkspace)
  async update(
    @Payload() request: UpdateWorkspaceRequest,
    @Ctx() context: BusContext,
  ): Promise<ReplyOf<typeof updateWorkspace>> {
    return this.workspaces.update(await this.principals.actorBehind(context), commandIn(context, request));
  }
}
