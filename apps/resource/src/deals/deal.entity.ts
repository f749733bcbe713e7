import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type StageKind } from '../pipelines/stage.js';

/** PostgreSQL's bigint comes as text; what a deal may be worth is exact as a number. */
const asNumber = {
  to: (amount: number | null) => amount,
  from: (amount: string | null) => (amount === null ? null : Number(amount)),
};

@Entity({ name: 'deals' })
export class DealEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'workspace_id', type: 'uuid' })
  workspaceId!: string;

  @Column({ type: 'text' })
  title!: string;

  /** Its stage's. */
  @Column({ name: 'pipeline_id', type: 'uuid' })
  pipelineId!: string;

  @Column({ name: 'stage_id', type: 'uuid' })
  stageId!: string;

  /** Its stage's kind. */
  @Column({ type: 'text' })
  status!: StageKind;

  /** In the currency's minor unit. */
  @Column({ type: 'bigint', nullable: true, transformer: asNumber })
  amount!: number | null;

  /** ISO 4217. */
  @Column({ type: 'text', nullable: true })
  currency!: string | null;

  @Column({ name: 'contact_id', type: 'uuid', nullable: true })
  contactId!: string | null;

  /** An operator, whom auth knows; also one who has left since. */
  @Column({ name: 'owner_id', type: 'uuid', nullable: true })
  ownerId!: string | null;

  /** `2026-11-30` */
  @Column({ name: 'expected_close_date', type: 'date', nullable: true })
  expectedCloseDate!: string | null;

  @Column({ name: 'closed_at', type: 'timestamptz', precision: 3, nullable: true })
  closedAt!: Date | null;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3, insert: false })
  createdAt!: Date;

  @Column({ name: 'updated_at', type: 'timestamptz', precision: 3, insert: false })
  updatedAt!: Date;
}
