import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In, IsNull } from 'typeorm';
import { v7 as newId } from 'uuid';
import { NEWEST_NUMBER } from '../change-log/change-log.js';
import { type PepperedMac } from '../keys/peppers.js';
import { OperatorEntity } from '../operators/operator.entity.js';
import { RefreshTokenEntity } from './refresh-token.entity.js';
import { type EndReason, SessionEntity } from './session.entity.js';

export interface SessionState {
  readonly session: SessionEntity;
  /** By PostgreSQL's clock; 0 or less: it has expired, or the access token that named it. */
  readonly expiresInMs: number;
  /** The newest change that the statement saw. */
  readonly asOf: number;
}

interface RawTimes {
  readonly expires_in_ms: string;
  readonly as_of: string;
}

interface FindOptions {
  readonly rows?: EntityManager;
  readonly tokenExpiresAt?: number | undefined;
}

/** `least` leaves out what is NULL. */
const EXPIRES_IN_MS = `
  floor(extract(epoch FROM least(session.expires_at, to_timestamp(:tokenExpiresAt::double precision)) - now()) * 1000)::bigint`;

@Injectable()
export class SessionStore {
  constructor(private readonly database: DataSource) {}

  async findOperator(email: string): Promise<OperatorEntity | null> {
    const operator = await this.database
      .getRepository(OperatorEntity)
      .createQueryBuilder('operator')
      .innerJoinAndSelect('operator.workspace', 'workspace')
      .where('lower(operator.email) = lower(:email)', { email })
      .getOne();
    // What PostgreSQL takes for the same is its locale's business, such as İ and i: `LoginThrottle` counts them apart.
    return operator?.email?.toLowerCase() === email.toLowerCase() ? operator : null;
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
    const { entities, raw } = await rows
      .createQueryBuilder(SessionEntity, 'session')
      .innerJoinAndSelect('session.operator', 'operator')
      .innerJoinAndSelect('operator.workspace', 'workspace')
      .addSelect(EXPIRES_IN_MS, 'expires_in_ms')
      .setParameter('tokenExpiresAt', tokenExpiresAt ?? null)
      .addSelect(NEWEST_NUMBER, 'as_of')
      .where('session.id = :id', { id })
      .getRawAndEntities<RawTimes>();
    const [session] = entities;
    const [times] = raw;
    return session && times
      ? { session, expiresInMs: Number(times.expires_in_ms), asOf: Number(times.as_of) }
      : null;
  }

  async addRefreshToken(rows: EntityManager, sessionId: string, mac: PepperedMac): Promise<void> {
    await rows.insert(RefreshTokenEntity, { id: newId(), sessionId, usedAt: null, ...mac });
  }

  findRefreshToken(candidates: readonly PepperedMac[]): Promise<RefreshTokenEntity | null> {
    const mac = In(candidates.map((candidate) => candidate.mac));
    return this.database.manager.findOneBy(RefreshTokenEntity, { mac });
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
    const { affected } = await rows.update(
      SessionEntity,
      { id, endedAt: IsNull() },
      { endedAt: () => 'now()', endReason },
    );
    return affected === 1;
  }
}
