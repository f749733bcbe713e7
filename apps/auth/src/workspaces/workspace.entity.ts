import { type OwnerLeaves, type RateLimit, type TokenShape } from '@latchkey/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'workspaces' })
export class WorkspaceEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  /** In the path of every request of its tenant (X18). */
  @Column({ type: 'text' })
  slug!: string;

  @Column({ type: 'text' })
  name!: string;

  /** The format profile of its new tokens (D1). */
  @Column({ type: 'text' })
  profile!: string;

  /** Of each of its tokens that has none of its own (D11). */
  @Column({ name: 'rate_limits', type: 'jsonb' })
  rateLimits!: RateLimit[];

  /** D14. */
  @Column({ name: 'dashboard_only', type: 'boolean' })
  dashboardOnly!: boolean;

  /** D5. */
  @Column({ name: 'on_owner_leaves', type: 'text' })
  onOwnerLeaves!: OwnerLeaves;

  /** Of its imported tokens (D18). */
  @Column({ name: 'token_shapes', type: 'jsonb' })
  tokenShapes!: TokenShape[];

  @Column({ name: 'created_at', type: 'timestamptz', insert: false })
  createdAt!: Date;
}
