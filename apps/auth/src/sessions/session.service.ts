import {
  type closeSession,
  invalid,
  type InvalidReason,
  type OpenSessionRequest,
  type OperatorIdentity,
  type RefreshSessionRequest,
  Refusal,
  type ReplyOf,
  type SessionAnswer,
  type SessionTokens,
  valid,
  type VerifySessionRequest,
} from '@latchkey/contracts';
import { Injectable } from '@nestjs/common';
import { NIL } from 'uuid';
import { entryBy } from '../audit/audit-entry.js';
import { type Change } from '../audit/changes.js';
import { type Command } from '../commands/command.js';
import { Commands } from '../commands/commands.js';
import { Effects } from '../guards/effects.js';
import { Peppers } from '../keys/peppers.js';
import { ACCESS_TOKEN_LIFE, AccessTokens } from './access-tokens.js';
import { Logins } from './logins.js';
import { newRefreshToken, refreshTokenDigest } from './refresh-token.js';
import { type SessionState, SessionStore } from './session.store.js';

const SESSION_LIFE_SECONDS = 30 * 24 * 60 * 60;

const refusedRefresh = (): Refusal =>
  new Refusal('unauthenticated', 'session.refresh_refused', 'Invalid refresh token');

export interface FoundSession {
  readonly identity: OperatorIdentity;
  readonly flaw: InvalidReason | null;
}

@Injectable()
export class SessionService {
  constructor(
    private readonly sessions: SessionStore,
    private readonly logins: Logins,
    private readonly commands: Commands,
    private readonly accessTokens: AccessTokens,
    private readonly peppers: Peppers,
    private readonly effects: Effects,
  ) {}

  /** The password is checked first, for a repetition too: its reply is handed to nobody else. */
  async open(command: Command<OpenSessionRequest>): Promise<SessionTokens> {
    const by = await this.logins.prove(command.request);
    const { operator } = by;
    const { email } = command.request;
    // Proven, the password says no more; stored, even its digest would be worth guessing at.
    return this.commands.once(by, { ...command, request: { email } }, async (change) => {
      const sessionId = await this.sessions.add(change.rows, operator.id, SESSION_LIFE_SECONDS);
      change.audit(entryBy(by, 'session.opened', sessionId));
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
    const found = presented && (await this.find(presented.session_id));
    if (!found) throw refusedRefresh();
    const refusal = refusedRefresh();
    try {
      if (found.flaw) throw refusal;
      return await this.refreshOf(found.identity, presented.id, command, refusal);
    } catch (error) {
      // It may say that this session is closed, by this use or by another: then guards have to know of it.
      if (error === refusal) await this.untilEffective();
      throw error;
    }
  }

  private refreshOf(
    identity: OperatorIdentity,
    presentedId: string,
    command: Command<RefreshSessionRequest>,
    refusal: Refusal,
  ): Promise<SessionTokens> {
    const { operator, session_id: sessionId } = identity;
    return this.commands.once(identity, command, async (change) => {
      const { usedAt } = await this.sessions.lockRefreshToken(change.rows, presentedId);
      const state = await this.sessions.find(sessionId, { rows: change.rows });
      if (!state || flawOf(state)) throw refusal;
      if (usedAt) {
        await this.sessions.end(change.rows, sessionId, 'refresh_reused');
        change.audit(entryBy(identity, 'session.ended', sessionId, { reason: 'refresh_reused' }));
        change.touch(sessionId);
        // As a value: thrown, it would undo the ending of the session.
        return refusal;
      }
      await this.sessions.markUsed(change.rows, presentedId);
      change.audit(entryBy(identity, 'session.refreshed', sessionId));
      return this.handOut(change, sessionId, operator.id);
    });
  }

  async close(identity: OperatorIdentity, command: Command<object>): Promise<ReplyOf<typeof closeSession>> {
    const { session_id } = identity;
    return this.commands.effective(identity, command, async (change) => {
      if (await this.sessions.end(change.rows, session_id, 'logout')) {
        change.audit(entryBy(identity, 'session.ended', session_id, { reason: 'logout' }));
        change.touch(session_id);
      }
      return { session_id };
    });
  }

  /** Of a session that never was, nothing is remembered: it needs no place in the log. */
  async verify({ session_id: sessionId, expires_at }: VerifySessionRequest): Promise<SessionAnswer> {
    const state = await this.sessions.find(sessionId, { tokenExpiresAt: expires_at });
    if (!state)
      return { ...invalid('unknown'), as_of: 0, as_of_entry: NIL, depends_on: [sessionId], expires_in_ms: 0 };
    const identity = toIdentity(state);
    const flaw = flawOf(state);
    return {
      ...(flaw ? invalid(flaw) : valid(identity)),
      as_of: Number(state.as_of),
      as_of_entry: state.as_of_entry,
      depends_on: [sessionId, identity.operator.id, identity.workspace.id],
      expires_in_ms: Number(state.expires_in_ms),
    };
  }

  /** Whose session it is, or was, and what is wrong with it. */
  async find(sessionId: string, tokenExpiresAt?: number): Promise<FoundSession | null> {
    const state = await this.sessions.find(sessionId, { tokenExpiresAt });
    return state && { identity: toIdentity(state), flaw: flawOf(state) };
  }

  private async untilEffective(): Promise<void> {
    const { state } = await this.effects.whenEffective(null);
    if (state === 'pending') throw Refusal.unavailable();
  }

  private async handOut(change: Change, sessionId: string, operatorId: string): Promise<SessionTokens> {
    const refreshToken = newRefreshToken();
    const issuedAt = await this.sessions.addRefreshToken(
      change.rows,
      sessionId,
      this.peppers.mac(refreshTokenDigest(refreshToken)),
    );
    return {
      access_token: await this.accessTokens.sign({ id: sessionId, operatorId }, issuedAt),
      refresh_token: refreshToken,
      expires_in: ACCESS_TOKEN_LIFE,
    };
  }
}

/** `ended` comes last: whoever may end a session may do so again. */
function flawOf({ expires_in_ms, is_operator_active, is_ended }: SessionState): InvalidReason | null {
  if (Number(expires_in_ms) <= 0) return 'expired';
  if (!is_operator_active) return 'owner_inactive';
  return is_ended ? 'ended' : null;
}

const toIdentity = (session: SessionState): OperatorIdentity => ({
  kind: 'operator',
  session_id: session.id,
  operator: { id: session.operator_id, permissions: session.permissions },
  workspace: { id: session.workspace_id, slug: session.workspace_slug },
});
