import { Answers, BusContext } from '@latchkey/bus';
import {
  createOperator,
  CreateOperatorRequest,
  knownOperators,
  KnownOperatorsRequest,
  listOperators,
  ListOperatorsRequest,
  removeOperator,
  RemoveOperatorRequest,
  type ReplyOf,
  updateOperator,
  UpdateOperatorRequest,
} from '@latchkey/contracts';
import { BusController } from '@latchkey/platform';
import { Ctx, Payload } from '@nestjs/microservices';
import { commandIn } from '../commands/command.js';
import { Principals } from '../sessions/principals.js';
import { OperatorStore } from './operator.store.js';
import { Team } from './team.js';

@BusController()
export class OperatorBusController {
  constructor(
    private readonly team: Team,
    private readonly principals: Principals,
    private readonly operators: OperatorStore,
  ) {}

  @Answers(listOperators)
  async list(
    @Payload() request: ListOperatorsRequest,
    @Ctx() context: BusContext,
  ): Promise<ReplyOf<typeof listOperators>> {
    return this.team.list(await this.principals.actorBehind(context), request);
  }

  @Answers(createOperator)
  async create(
    @Payload() request: CreateOperatorRequest,
    @Ctx() context: BusContext,
  ): Promise<ReplyOf<typeof createOperator>> {
    return this.team.create(await this.principals.actorBehind(context), commandIn(context, request));
  }

  @Answers(updateOperator)
  async update(
    @Payload() request: UpdateOperatorRequest,
    @Ctx() context: BusContext,
  ): Promise<ReplyOf<typeof updateOperator>> {
    return this.team.update(await this.principals.actorBehind(context), commandIn(context, request));
  }

  @Answers(removeOperator)
  async remove(
    @Payload() request: RemoveOperatorRequest,
    @Ctx() context: BusContext,
  ): Promise<ReplyOf<typeof removeOperator>> {
    return this.team.remove(await this.principals.actorBehind(context), commandIn(context, request));
  }

  @Answers(knownOperators)
  async known(
    @Payload() { workspace_id, ids }: KnownOperatorsRequest,
  ): Promise<ReplyOf<typeof knownOperators>> {
    return { known: await this.operators.known(workspace_id, ids) };
  }
}
