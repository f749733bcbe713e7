import {
  invalid,
  type InvalidReason,
  type OpenSessionRequest,
  type OperatorIdentity,
  Refusal,
  type SessionTokens,
  type SessionVerdict,
  valid,
} from '@latchkey/contracts';
import { Injectable } from '@nestjs/common';
import { type AuditEntry, type Change, Changes, entryBy } from '../audit/changes.js';
import { Peppers } from '../keys/peppers.js';
import { type OperatorEntity } from '../operators/operator.entity.js';
import { Passwords } from '../operators/passwords.js';
import { ACCESS_TOKEN_LIFE, AccessTokens } from './access-tokens.js';
import { newRefreshToken, refreshTokenDigest } from './refresh-token.js';
import { type SessionState, SessionStore } from './session.store.js';

const SESSION_LIFE_SECONDS = 30 * 24 * 60 * 60;

/** One answer for an unknown email, a wrong password and an inactive operator. */
const refusedLogin = (): Refusal =>
  new Refusal('unauthenticated', 'session.refused', 'Invalid email or password');
const refusedRefresh = (): Refusal =>
  new Refusal('unauthenticated', 'session.refresh_refused', 'Invalid refresh token');

@Injectable()
export class SessionService {
  constructor(
    private readonly sessions: SessionStore,
    private readonly changes: Changes,
    private readonly passwords: Passwords,
    private readonly accessTokens: AccessTokens,
    private readonly peppers: Peppers,
  ) {}

  async open({ email, password }: OpenSessionRequest): Promise<SessionTokens> {
    const operator = await this.sessions.findOperator(email);
    const isTheirs = await this.passwords.matches(operator?.passwordHash ?? null, password);
    if (!operator) throw refusedLogin();
    if (!isTheirs || !operator.isActive) {
      await this.changes.commit((change) => change.audit(entry(operator, 'session.refused', operator.id)));
      throw refusedLogin();
    }
    return this.changes.commit(async (change) => {
      const sessionId = await this.sessions.add(change.rows, operator.id, SESSION_LIFE_SECONDS);
      await change.audit(entry(operator, 'session.opened', sessionId));
      return this.handOut(change, sessionId, operator.id);
    });
  }

  /** Each refresh token is good once: a second use means that somebody else has it, and ends the session. */
  async refresh(refreshToken: string): Promise<SessionTokens> {
    const tokens = await this.changes.commit(async (change) => {
      const candidates = this.peppers.candidates(refreshTokenDigest(refreshToken));
      const presented = await this.sessions.lockRefreshToken(change.rows, candidates);
      const state = presented && (await this.sessions.find(presented.sessionId, change.rows));
      if (!state || flawOf(state)) return null;
      const { session } = state;
      if (presented.usedAt) {
        // A refusal as a value: thrown, it would undo the ending of the session.
        await this.sessions.end(change.rows, session.id, 'refresh_reused');
        await change.audit(
          entry(session.operator, 'session.ended', session.id, { reason: 'refresh_reused' }),
        );
        return null;
      }
      await this.sessions.markUsed(change.rows, presented.id);
      await change.audit(entry(session.operator, 'session.refreshed', session.id));
      return this.handOut(change, session.id, session.operatorId);
    });
    if (!tokens) throw refusedRefresh();
    return tokens;
  }

  async close(identity: OperatorIdentity): Promise<void> {
    const { session_id: sessionId } = identity;
    await this.changes.commit(async (change) => {
      if (!(await this.sessions.end(change.rows, sessionId, 'logout'))) return;
      await change.audit(entryBy(identity, 'session.ended', sessionId, { reason: 'logout' }));
    });
  }

  async verify(sessionId: string): Promise<SessionVerdict> {
    const state = await this.sessions.find(sessionId);
    if (!state) return invalid('unknown');
    const flaw = flawOf(state);
    if (flaw) return invalid(flaw);
    const { id, operator } = state.session;
    return valid({
      kind: 'operator',
      session_id: id,
      operator: { id: operator.id, permissions: operator.permissions },
      workspace: { id: operator.workspace.id, slug: operator.workspace.slug },
    });
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

function flawOf({ session, isExpired }: SessionState): InvalidReason | null {
  if (session.endedAt) return 'ended';
  if (isExpired) return 'expired';
  return session.operator.isActive ? null : 'owner_inactive';
}

const entry = (
  operator: OperatorEntity,
  action: AuditEntry['action'],
  subjectId: string,
  detail: object = {},
): AuditEntry => ({ workspaceId: operator.workspaceId, actorId: operator.id, action, subjectId, detail });
