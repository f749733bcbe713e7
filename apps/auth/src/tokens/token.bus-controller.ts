import { Answers, BusContext } from '@latchkey/bus';
import {
  getToken,
  GetTokenRequest,
  importTokens,
  ImportTokensRequest,
  issueToken,
  IssueTokenRequest,
  listTokens,
  ListTokensRequest,
  type ReplyOf,
  revokeManyTokens,
  RevokeManyRequest,
  reportExposure,
  ReportExposureRequest,
  revokeToken,
  RevokeTokenRequest,
  rotateToken,
  RotateTokenRequest,
  updateToken,
  UpdateTokenRequest,
  verifyToken,
  VerifyTokenRequest,
} from '@latchkey/contracts';
import { BusController } from '@latchkey/platform';
import { Ctx, Payload } from '@nestjs/microservices';
import { commandIn } from '../commands/command.js';
import { Principals } from '../sessions/principals.js';
import { MassRevocation } from './mass-revocation.js';
import { TokenExposures } from './token-exposures.js';
import { TokenImport } from './token-import.js';
import { TokenService } from './token.service.js';

@BusController()
export class TokenBusController {
  constructor(
    private readonly tokens: TokenService,
    private readonly mass: MassRevocation,
    private readonly imports: TokenImport,
    private readonly exposures: TokenExposures,
    private readonly principals: Principals,
  ) {}

  @Answers(verifyToken)
  verify(@Payload() { digest }: VerifyTokenRequest): Promise<ReplyOf<typeof verifyToken>> {
    return this.tokens.verify(digest);
  }

  @Answers(reportExposure)
  async noteExposure(@Payload() { digest }: ReportExposureRequest): Promise<ReplyOf<typeof reportExposure>> {
    await this.exposures.note(digest);
    return {};
  }

  @Answers(issueToken)
  async issue(
    @Payload() request: IssueTokenRequest,
    @Ctx() context: BusContext,
  ): Promise<ReplyOf<typeof issueToken>> {
    return this.tokens.issue(await this.principals.actorBehind(context), commandIn(context, request));
  }

  @Answers(importTokens)
  async import(
    @Payload() request: ImportTokensRequest,
    @Ctx() context: BusContext,
  ): Promise<ReplyOf<typeof importTokens>> {
    return this.imports.import(await this.principals.actorBehind(context), commandIn(context, request));
  }

  @Answers(listTokens)
  async list(
    @Payload() request: ListTokensRequest,
    @Ctx() context: BusContext,
  ): Promise<ReplyOf<typeof listTokens>> {
    return this.tokens.list(await this.principals.actorBehind(context), request);
  }

  @Answers(getToken)
  async get(
    @Payload() { id }: GetTokenRequest,
    @Ctx() context: BusContext,
  ): Promise<ReplyOf<typeof getToken>> {
    return this.tokens.get(await this.principals.actorBehind(context), id);
  }

  @Answers(updateToken)
  async update(
    @Payload() request: UpdateTokenRequest,
    @Ctx() context: BusContext,
  ): Promise<ReplyOf<typeof updateToken>> {
    return this.tokens.update(await this.principals.actorBehind(context), commandIn(context, request));
  }

  @Answers(rotateToken)
  async rotate(
    @Payload() request: RotateTokenRequest,
    @Ctx() context: BusContext,
  ): Promise<ReplyOf<typeof rotateToken>> {
    return this.tokens.rotate(await this.principals.actorBehind(context), commandIn(context, request));
  }

  @Answers(revokeToken)
  async revoke(
    @Payload() request: RevokeTokenRequest,
    @Ctx() context: BusContext,
  ): Promise<ReplyOf<typeof revokeToken>> {
    return this.tokens.revoke(await this.principals.actorBehind(context), commandIn(context, request));
  }

  @Answers(revokeManyTokens)
  async revokeMany(
    @Payload() request: RevokeManyRequest,
    @Ctx() context: BusContext,
  ): Promise<ReplyOf<typeof revokeManyTokens>> {
    return this.mass.revoke(await this.principals.actorBehind(context), commandIn(context, request));
  }
}
