import {
  type closeSession,
  invalid,
  type InvalidReason,
  type OpenSessionRequest,
  type OperatorIdentity,
  type RefreshSessionRequest,
  Refusal,
  type ReplyOf,
  type SessionTokens,
  type SessionVerdict,
  valid,
} from '@latchkey/contracts';
import { Injectable } from '@nestjs/common';
import { type AuditEntry, type Change, entryBy } from '../audit/changes.js';
import { type Command } from '../commands/command.js';
import { Commands } from '../commands/commands.js';
import { Peppers } from '../keys/peppers.js';
import { type OperatorEntity } from '../operators/operator.entity.js';
import { ACCESS_TOKEN_LIFE, AccessTokens } from './access-tokens.js';
import { Logins } from './logins.js';
import { newRefreshToken, refreshTokenDigest } from './refresh-token.js';
import { type SessionState, SessionStore } from './session.store.js';

const SESSION_LIFE_SECONDS = 30 * 24 * 60 * 60;

const refusedRefresh = (): Refusal =>
  new Refusal('unauthenticated', 'session.refresh_refused', 'Invalid refresh token');

@Injectable()
export class SessionService {
  constructor(
    private readonly sessions: SessionStore,
    private readonly logins: Logins,
    private readonly commands: Commands,
    private readonly accessTokens: AccessTokens,
    private readonly peppers: Peppers,
  ) {}

  /** The password is checked first, for a repetition too: its reply is handed to nobody else. */
  async open(command: Command<OpenSessionRequest>): Promise<SessionTokens> {
    const operator = await this.logins.prove(command.request);
    const { email } = command.request;
    // Proven, the password says no more; stored, even its digest would be worth guessing at.
    return this.commands.once(operator.id, { ...command, request: { email } }, async (change) => {
      const sessionId = await this.sessions.add(change.rows, operator.id, SESSION_LIFE_SECONDS);
      await change.audit(entry(operator, 'session.opened', sessionId));
      return this.handOut(change, sessionId, operator.id);
    });
  }

  /**
   * Each refresh token is good for one command: in another one it means that somebody else has it, and ends the
   * session. The same command again gets the same pair.
   */
  async refresh(command: Command<RefreshSessionRequest>): Promise<SessionTokens> {
    const candidates = this.peppers.candidates(refreshTokenDigest(command.request.refresh_token));
    const presented = await this.sessions.findRefreshToken(candidates);
    const operator = presented && (await this.operatorOf(presented.sessionId));
    if (!operator) throw refusedRefresh();
    return this.commands.once(operator.id, command, async (change) => {
      const { usedAt } = await this.sessions.lockRefreshToken(change.rows, presented.id);
      const state = await this.sessions.find(presented.sessionId, change.rows);
      if (!state || flawOf(state)) throw refusedRefresh();
      const { session } = state;
      if (usedAt) {
        await this.sessions.end(change.rows, session.id, 'refresh_reused');
        await change.audit(entry(operator, 'session.ended', session.id, { reason: 'refresh_reused' }));
        // As a value: thrown, it would undo the ending of the session.
        return refusedRefresh();
      }
      await this.sessions.markUsed(change.rows, presented.id);
      await change.audit(entry(operator, 'session.refreshed', session.id));
      return this.handOut(change, session.id, operator.id);
    });
  }

  async close(identity: OperatorIdentity, command: Command<object>): Promise<ReplyOf<typeof closeSession>> {
    const { session_id } = identity;
    return this.commands.once(identity.operator.id, command, async (change) => {
      if (await this.sessions.end(change.rows, session_id, 'logout')) {
        await change.audit(entryBy(identity, 'session.ended', session_id, { reason: 'logout' }));
      }
      return { session_id };
    });
  }

  async verify(sessionId: string): Promise<SessionVerdict> {
    const state = await this.sessions.find(sessionId);
    if (!state) return invalid('unknown');
    const flaw = flawOf(state);
    return flaw ? invalid(flaw) : valid(toIdentity(state));
  }

  /** Whose session it is, also when it has ended: who repeats the ending of a session is told what was told first. */
  async toBeClosed(sessionId: string): Promise<OperatorIdentity | null> {
    const state = await this.sessions.find(sessionId);
    return state && !flawBesidesEndOf(state) ? toIdentity(state) : null;
  }

  /** Of a session that is good. */
  private async operatorOf(sessionId: string): Promise<OperatorEntity | null> {
    const state = await this.sessions.find(sessionId);
    return state && !flawOf(state) ? state.session.operator : null;
  }

  private async handOut(change: Change, sessionId: string, operatorId: string): Promise<SessionTokens> {
    const refreshToken = newRefreshToken();
    await this.sessions.addRefreshToken(
      change.rows,
      sessionId,
      this.peppers.mac(refreshTokenDigest(refreshToken)),
    );
    return {
      access_token: await this.accessTokens.sign({ id: sessionId, operatorId }),
      refresh_token: refreshToken,
      expires_in: ACCESS_TOKEN_LIFE,
    };
  }
}

const flawOf = (state: SessionState): InvalidReason | null =>
  state.session.endedAt ? 'ended' : flawBesidesEndOf(state);

function flawBesidesEndOf({ session, isExpired }: SessionState): InvalidReason | null {
  if (isExpired) return 'expired';
  return session.operator.isActive ? null : 'owner_inactive';
}

const toIdentity = ({ session: { id, operator } }: SessionState): OperatorIdentity => ({
  kind: 'operator',
  session_id: id,
  operator: { id: operator.id, permissions: operator.permissions },
  workspace: { id: operator.workspace.id, slug: operator.workspace.slug },
});

const entry = (
  operator: OperatorEntity,
  action: AuditEntry['action'],
  subjectId: string,
  detail: object = {},
): AuditEntry => ({ workspaceId: operator.workspaceId, actorId: operator.id, action, subjectId, detail });
