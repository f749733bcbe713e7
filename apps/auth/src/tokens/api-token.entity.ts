import { type Ability, type RateLimit, type SupersededSecret } from '@latchkey/contracts';
import { Column, Entity, PrimaryColumn, type ValueTransformer, VirtualColumn } from 'typeorm';
import { rfc3339 } from '../database/rfc3339.js';

/** A bigint arrives as text; what may be stored here is far below what a number holds. */
const safeInteger: ValueTransformer = {
  to: (value: number | null) => value,
  from: (text: string | null) => (text === null ? null : Number(text)),
};

const SUPERSEDED_OF = (tokenId: string): string => `
  SELECT jsonb_agg(jsonb_build_object(
           'key_prefix', key_prefix, 'superseded_at', ${rfc3339('superseded_at')}, 'grace_seconds', grace_seconds,
           'until', ${rfc3339('until')}, 'last_used_at', ${rfc3339('last_used_at')}, 'requests', requests)
         ORDER BY superseded_at)
    FROM superseded_secrets WHERE token_id = ${tokenId} AND until > now()`;

@Entity({ name: 'api_tokens' })
export class ApiTokenEntity {
  /** UUIDv7: sorts by age. */
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'workspace_id', type: 'uuid' })
  workspaceId!: string;

  @Column({ name: 'owner_id', type: 'uuid' })
  ownerId!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  profile!: string;

  @Column({ name: 'key_prefix', type: 'text' })
  keyPrefix!: string;

  @Column({ type: 'bytea', select: false })
  mac!: Buffer;

  @Column({ name: 'pepper_version', type: 'integer', select: false })
  pepperVersion!: number;

  @Column({ type: 'text', array: true, nullable: true })
  abilities!: Ability[] | null;

  @Column({ name: 'allowed_routes', type: 'text', array: true, nullable: true })
  allowedRoutes!: string[] | null;

  /** null: its workspace's. */
  @Column({ name: 'rate_limits', type: 'jsonb', nullable: true })
  rateLimits!: RateLimit[] | null;

  @Column({ name: 'monthly_quota', type: 'bigint', nullable: true, transformer: safeInteger })
  monthlyQuota!: number | null;

  /** Grows whenever the quota changes: what was granted of an earlier one is void (promise P4). */
  @Column({ name: 'quota_version', type: 'integer', insert: false })
  quotaVersion!: number;

  @Column({ name: 'is_active', type: 'boolean' })
  isActive!: boolean;

  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true })
  expiresAt!: Date | null;

  /** As the guards reported it (D16). */
  @VirtualColumn({
    type: 'timestamptz',
    query: (token) => `SELECT max(last_used_at) FROM token_usage WHERE token_id = ${token}.id`,
  })
  lastUsedAt!: Date | null;

  /** Those that are still good, the oldest first (D10). */
  @VirtualColumn({ type: 'jsonb', query: (token) => SUPERSEDED_OF(`${token}.id`) })
  supersededSecrets!: SupersededSecret[] | null;

  /** Its secret was sent over plain HTTP (K8); a rotation gives it one that was not. */
  @Column({ name: 'exposed_at', type: 'timestamptz', nullable: true, insert: false, update: false })
  exposedAt!: Date | null;

  /** A tombstone (D9): deleted for good, kept for the audit. */
  @Column({ name: 'deleted_at', type: 'timestamptz', nullable: true })
  deletedAt!: Date | null;

  @Column({ name: 'created_at', type: 'timestamptz', insert: false })
  createdAt!: Date;

  @Column({ name: 'updated_at', type: 'timestamptz', insert: false })
  updatedAt!: Date;
}
