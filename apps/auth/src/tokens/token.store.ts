import { type Ability, type AsOf, type Permission, type RateLimit } from '@latchkey/contracts';
import { inWorkspace } from '@latchkey/platform';
import { Injectable } from '@nestjs/common';
import { And, DataSource, type EntityManager, type FindOptionsWhere, IsNull, LessThan, Raw } from 'typeorm';
import { type NewestSeen, selectDated } from '../change-log/change-log.js';
import { type PepperedMac } from '../keys/peppers.js';
import { ApiTokenEntity } from './api-token.entity.js';
import { type TokenReach } from './api-token.js';
import { beginGraces, renew, supersede } from './superseded-secrets.js';

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
  /** Of the secret that was presented, if a rotation took its place (D10); null: it is the token's own. */
  readonly secret_id: string | null;
  readonly until: Date | null;
  /** For how long it is surely good: until its end, or for its grace, for the new secret may be used any moment. */
  readonly ends_in_ms: string | null;
  /** Whether this is the first use of the newest secret, that the end of an older one is counted from. */
  readonly is_awaited: boolean;
}

/** What one statement found: the token, if there is one, and the newest change that it has seen. */
export interface FoundToken {
  readonly token: VerifiableToken | null;
  readonly asOf: Omit<AsOf, 'depends_on'>;
}

export type NewToken = Omit<
  ApiTokenEntity,
  'quotaVersion' | 'lastUsedAt' | 'supersededSecrets' | 'exposedAt' | 'deletedAt' | 'createdAt' | 'updatedAt'
>;
/** Which of the tokens that somebody may see. */
export interface Pages {
  /** The last id of the page before. */
  readonly before: string | null;
  /** Only those that nobody has used for so long. */
  readonly unusedDays: number | null;
}

export interface NewSecret extends PepperedMac {
  readonly keyPrefix: string;
  /** Of the one before. */
  readonly graceSeconds: number;
}

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

export const FIND_BY_MAC = selectDated('across.token_by_mac($1)');

@Injectable()
export class TokenStore {
  constructor(private readonly database: DataSource) {}

  /** One probe of each unique index, whatever the number of peppers. */
  async findByMac(candidates: readonly PepperedMac[]): Promise<FoundToken> {
    const macs = candidates.map(({ mac }) => mac);
    const [row] = await this.database.query<[({ id: null } | VerifiableToken) & NewestSeen]>(FIND_BY_MAC, [
      macs,
    ]);
    const { as_of, as_of_entry } = row;
    return { token: row.id === null ? null : row, asOf: { as_of: Number(as_of), as_of_entry } };
  }

  /** Before a request with the newest secret is answered: then the ends of the older ones are certain. */
  beginGraces({ id, workspace_id }: VerifiableToken): Promise<void> {
    return inWorkspace(this.database, workspace_id, (rows) => beginGraces(rows, id));
  }

  /**
   * Gives a locked token another secret.
   * @returns It as it is then, and the end of the secret that it had.
   */
  async rotate(
    rows: EntityManager,
    id: string,
    { graceSeconds, keyPrefix, ...mac }: NewSecret,
  ): Promise<{ token: ApiTokenEntity; until: Date }> {
    const until = await supersede(rows, id, graceSeconds);
    await renew(rows, id, mac, keyPrefix);
    return { token: await rows.findOneByOrFail(ApiTokenEntity, { id }), until };
  }

  async add(rows: EntityManager, token: NewToken): Promise<ApiTokenEntity> {
    await rows.insert(ApiTokenEntity, { ...token, deletedAt: null });
    return rows.findOneByOrFail(ApiTokenEntity, { id: token.id });
  }

  find(reach: TokenReach, id: string): Promise<ApiTokenEntity | null> {
    return inWorkspace(this.database, reach.workspaceId, (rows) =>
      rows.findOneBy(ApiTokenEntity, { ...within(reach), id, deletedAt: IsNull() }),
    );
  }

  /** Whether there is such a token, or was. */
  isWithin(rows: EntityManager, reach: TokenReach, id: string): Promise<boolean> {
    return rows.existsBy(ApiTokenEntity, { ...within(reach), id });
  }

  /** Newest first. */
  page(reach: TokenReach, limit: number, { before, unusedDays }: Pages): Promise<ApiTokenEntity[]> {
    const ofId = [
      ...(before === null ? [] : [LessThan(before)]),
      ...(unusedDays === null ? [] : [Raw(isUnused, { unusedDays })]),
    ];
    return inWorkspace(this.database, reach.workspaceId, (rows) =>
      rows.find(ApiTokenEntity, {
        where: {
          ...within(reach),
          deletedAt: IsNull(),
          ...(ofId.length > 0 && { id: And(...ofId) }),
          ...(unusedDays !== null && { createdAt: Raw((at) => `${at} < ${SINCE}`, { unusedDays }) }),
        },
        order: { id: 'DESC' },
        take: limit,
      }),
    );
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

const SINCE = `now() - :unusedDays * interval '1 day'`;
const isUnused = (id: string): string =>
  `NOT EXISTS (SELECT FROM token_usage usage WHERE usage.token_id = ${id} AND usage.last_used_at >= ${SINCE})`;

const within = ({ workspaceId, ownerId }: TokenReach): FindOptionsWhere<ApiTokenEntity> => ({
  workspaceId,
  ...(ownerId !== null && { ownerId }),
});
