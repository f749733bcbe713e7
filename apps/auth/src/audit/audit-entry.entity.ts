import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'audit_entries' })
export class AuditEntryEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'workspace_id', type: 'uuid' })
  workspaceId!: string;

  @Column({ type: 'timestamptz', insert: false })
  at!: Date;

  /** The operator who did it; null for the command line of a deployment. */
  @Column({ name: 'actor_id', type: 'uuid', nullable: true })
  actorId!: string | null;

  @Column({ type: 'text' })
  action!: string;

  /** The token, session, operator or workspace that it was done to. */
  @Column({ name: 'subject_id', type: 'uuid' })
  subjectId!: string;

  /** What changed, never a secret. */
  @Column({ type: 'jsonb' })
  detail!: object;
}
