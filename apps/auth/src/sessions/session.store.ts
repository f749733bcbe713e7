import { type Permission } from '@latchkey/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as newId } from 'uuid';
import { type NewestSeen, selectDated } from '../change-log/change-log.js';
import { type PepperedMac } from '../keys/peppers.js';
import { RefreshTokenEntity } from './refresh-token.entity.js';

/** Why a session was ended before its time. */
export type EndReason = 'logout' | 'refresh_reused' | 'restored';

/** A session with its operator and workspace, as one statement saw them. */
export interface SessionState extends NewestSeen {
  readonly id: string;
  readonly is_ended: boolean;
  readonly operator_id: string;
  readonly permissions: Permission[];
  readonly is_operator_active: boolean;
  readonly workspace_id: string;
  readonly workspace_slug: string;
  /** By PostgreSQL's clock; 0 or less: it has expired, or the access token that named it. A bigint, which is text. */
  readonly expires_in_ms: string;
}

const FIND_SESSION = selectDated('across.session_by_id($1, $2)');

interface FindOptions {
  readonly rows?: EntityManager;
  readonly tokenExpiresAt?: number | undefined;
}

/** Whom a login names, with what proves it. */
export interface LoginOperator {
  readonly id: string;
  readonly email: string;
  readonly password_hash: string;
  readonly permissions: Permission[];
  readonly is_active: boolean;
  readonly workspace_id: string;
  readonly workspace_slug: string;
}

/** What a refresh token is found by. */
export interface FoundRefreshToken {
  readonly id: string;
  readonly session_id: string;
}

@Injectable()
export class SessionStore {
  constructor(private readonly database: DataSource) {}

  async findOperator(email: string): Promise<LoginOperator | null> {
    const [operator] = await this.database.query<LoginOperator[]>(
      'SELECT * FROM across.operator_by_email($1)',
      [email],
    );
    // What PostgreSQL takes for the same is its locale's business, such as İ and i: `LoginThrottle` counts them apart.
    return operator?.email.toLowerCase() === email.toLowerCase() ? operator : null;
  }

  async add(rows: EntityManager, operatorId: string, lifeSeconds: number): Promise<string> {
    const id = newId();
    await rows.query(
      `INSERT INTO sessions (id, operator_id, expires_at) VALUES ($1, $2, now() + $3 * interval '1 second')`,
      [id, operatorId, lifeSeconds],
    );
    return id;
  }

  /**
   * With its operator and workspace as they are now.
   * @param options.tokenExpiresAt Of the access token that names it, in seconds since 1970: it is over with either.
   */
  async find(
    id: string,
    { rows = this.database.manager, tokenExpiresAt }: FindOptions = {},
  ): Promise<SessionState | null> {
    const [session] = await rows.query<SessionState[]>(FIND_SESSION, [id, tokenExpiresAt ?? null]);
    return session ?? null;
  }

  /** @returns When, in seconds since 1970. */
  async addRefreshToken(rows: EntityManager, sessionId: string, mac: PepperedMac): Promise<number> {
    const [{ at }] = await rows.query<[{ at: number }]>(
      `INSERT INTO refresh_tokens (id, session_id, mac, pepper_version) VALUES ($1, $2, $3, $4)
       RETURNING floor(extract(epoch FROM created_at))::float8 AS at`,
      [newId(), sessionId, mac.mac, mac.pepperVersion],
    );
    return at;
  }

  async findRefreshToken(candidates: readonly PepperedMac[]): Promise<FoundRefreshToken | null> {
    const macs = candidates.map(({ mac }) => mac);
    const [found] = await this.database.query<FoundRefreshToken[]>(
      'SELECT * FROM across.refresh_token_by_mac($1)',
      [macs],
    );
    return found ?? null;
  }

  /** Locked until the transaction ends: of two uses at once, the second sees the first. */
  lockRefreshToken(rows: EntityManager, id: string): Promise<RefreshTokenEntity> {
    return rows.findOneOrFail(RefreshTokenEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  async markUsed(rows: EntityManager, refreshTokenId: string): Promise<void> {
    await rows.update(RefreshTokenEntity, { id: refreshTokenId }, { usedAt: () => 'now()' });
  }

  /** Resolves to false when it had ended already. */
  async end(rows: EntityManager, id: string, endReason: EndReason): Promise<boolean> {
    const [, count] = await rows.query<[unknown, number]>(
      'UPDATE sessions SET ended_at = now(), end_reason = $2 WHERE id = $1 AND ended_at IS NULL',
      [id, endReason],
    );
    return count === 1;
  }

  /** All that are open in the workspace. @returns How many. */
  async endAll(rows: EntityManager, workspaceId: string, endReason: EndReason): Promise<number> {
    const [, count] = await rows.query<[unknown, number]>(
      `UPDATE sessions SET ended_at = now(), end_reason = $2
        WHERE workspace_id = $1 AND ended_at IS NULL AND expires_at > now()`,
      [workspaceId, endReason],
    );
    return count;
  }
}
