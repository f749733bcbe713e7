import { type Ability, type Permission, type RateLimit } from '@latchkey/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type FindOptionsWhere, IsNull, LessThan } from 'typeorm';
import { NEWEST_NUMBER } from '../change-log/change-log.js';
import { type PepperedMac } from '../keys/peppers.js';
import { ApiTokenEntity } from './api-token.entity.js';
import { type TokenReach } from './api-token.js';

/** A token with its owner and workspace, as one statement saw them. */
export interface VerifiableToken {
  readonly id: string;
  readonly name: string;
  readonly key_prefix: string;
  readonly mac: Buffer;
  readonly pepper_version: number;
  readonly abilities: Ability[] | null;
  readonly allowed_routes: string[] | null;
  /** In force: its own, or its workspace's. */
  readonly rate_limits: RateLimit[];
  /** Numbers of PostgreSQL's bigint arrive as text. */
  readonly monthly_quota: string | null;
  readonly quota_version: number;
  /** In UTC, by PostgreSQL's clock: `2026-11`, and the milliseconds that are left of it. */
  readonly month: string;
  readonly month_ends_in_ms: string;
  readonly is_active: boolean;
  readonly is_deleted: boolean;
  readonly expires_at: Date | null;
  /** By PostgreSQL's clock (D15); null: never. A bigint, which arrives as text. */
  readonly expires_in_ms: string | null;
  readonly owner_id: string;
  readonly owner_permissions: Permission[];
  readonly is_owner_active: boolean;
  readonly workspace_id: string;
  readonly workspace_slug: string;
}

/** What one statement found: the token, if there is one, and the newest change that it has seen. */
export interface FoundToken {
  readonly token: VerifiableToken | null;
  readonly asOf: number;
}

export type NewToken = Omit<
  ApiTokenEntity,
  'quotaVersion' | 'lastUsedAt' | 'deletedAt' | 'createdAt' | 'updatedAt'
>;
export type TokenChanges = Partial<
  Pick<
    ApiTokenEntity,
    | 'name'
    | 'abilities'
    | 'allowedRoutes'
    | 'rateLimits'
    | 'monthlyQuota'
    | 'expiresAt'
    | 'isActive'
    | 'ownerId'
  >
>;

/** Always one row, for the log has a newest entry also when there is no such token. */
export const FIND_BY_MAC = `
  SELECT newest.number AS as_of,
         token.id, token.name, token.key_prefix, token.mac, token.pepper_version, token.abilities, token.is_active,
         token.allowed_routes, coalesce(token.rate_limits, workspace.rate_limits) AS rate_limits,
         token.monthly_quota, token.quota_version, to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM') AS month,
         floor(extract(epoch FROM date_trunc('month', now() AT TIME ZONE 'UTC') + interval '1 month'
           - now() AT TIME ZONE 'UTC') * 1000)::bigint AS month_ends_in_ms,
         token.deleted_at IS NOT NULL AS is_deleted, token.expires_at,
         floor(extract(epoch FROM token.expires_at - now()) * 1000)::bigint AS expires_in_ms,
         owner.id AS owner_id, owner.permissions AS owner_permissions, owner.is_active AS is_owner_active,
         workspace.id AS workspace_id, workspace.slug AS workspace_slug
    FROM ${NEWEST_NUMBER} newest
    LEFT JOIN api_tokens token ON token.mac = ANY ($1)
    LEFT JOIN operators owner ON owner.id = token.owner_id
    LEFT JOIN workspaces workspace ON workspace.id = token.workspace_id`;

@Injectable()
export class TokenStore {
  constructor(private readonly database: DataSource) {}

  /** One probe of the unique index, whatever the number of peppers. */
  async findByMac(candidates: readonly PepperedMac[]): Promise<FoundToken> {
    const macs = candidates.map(({ mac }) => mac);
    const [row] = await this.database.query<[({ id: null } | VerifiableToken) & { as_of: string }]>(
      FIND_BY_MAC,
      [macs],
    );
    return { token: row.id === null ? null : row, asOf: Number(row.as_of) };
  }

  async add(rows: EntityManager, token: NewToken): Promise<ApiTokenEntity> {
    await rows.insert(ApiTokenEntity, { ...token, deletedAt: null });
    return rows.findOneByOrFail(ApiTokenEntity, { id: token.id });
  }

  find(reach: TokenReach, id: string): Promise<ApiTokenEntity | null> {
    return this.database.manager.findOneBy(ApiTokenEntity, { ...within(reach), id, deletedAt: IsNull() });
  }

  /** Newest first; `before` is the last id of the page before. */
  page(reach: TokenReach, limit: number, before: string | null): Promise<ApiTokenEntity[]> {
    return this.database.manager.find(ApiTokenEntity, {
      where: { ...within(reach), deletedAt: IsNull(), ...(before && { id: LessThan(before) }) },
      order: { id: 'DESC' },
      take: limit,
    });
  }

  /** Locked until the transaction ends, tombstones included. */
  lock(rows: EntityManager, reach: TokenReach, id: string): Promise<ApiTokenEntity | null> {
    return rows.findOne(ApiTokenEntity, {
      where: { ...within(reach), id },
      lock: { mode: 'pessimistic_write' },
    });
  }

  /** @param before As it was locked. */
  async update(rows: EntityManager, before: ApiTokenEntity, changes: TokenChanges): Promise<ApiTokenEntity> {
    const { raw } = (await rows
      .createQueryBuilder()
      .update(ApiTokenEntity)
      .set({
        ...changes,
        ...(changes.monthlyQuota !== undefined && { quotaVersion: () => 'quota_version + 1' }),
        updatedAt: () => 'now()',
      })
      .where({ id: before.id })
      .returning(['quotaVersion', 'updatedAt'])
      .execute()) as { raw: [{ quota_version: number; updated_at: Date }] };
    const [{ quota_version: quotaVersion, updated_at: updatedAt }] = raw;
    return Object.assign(new ApiTokenEntity(), before, changes, { quotaVersion, updatedAt });
  }

  async bury(rows: EntityManager, id: string): Promise<void> {
    await rows.update(ApiTokenEntity, { id }, { deletedAt: () => 'now()', updatedAt: () => 'now()' });
  }
}

const within = ({ workspaceId, ownerId }: TokenReach): FindOptionsWhere<ApiTokenEntity> => ({
  workspaceId,
  ...(ownerId !== null && { ownerId }),
});
