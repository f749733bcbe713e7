import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'audit_entries' })
export class AuditEntryEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  /** null: of a command that nobody known sent. */
  @Column({ name: 'workspace_id', type: 'uuid', nullable: true })
  workspaceId!: string | null;

  @Column({ type: 'timestamptz', insert: false })
  at!: Date;

  /** The operator or service that did it; null for a stranger, and for the command line of a deployment. */
  @Column({ name: 'actor_id', type: 'uuid', nullable: true })
  actorId!: string | null;

  @Column({ type: 'text' })
  action!: string;

  /** The token, session, operator or workspace that it was done to. */
  @Column({ name: 'subject_id', type: 'uuid', nullable: true })
  subjectId!: string | null;

  /** What changed, never a secret. */
  @Column({ type: 'jsonb' })
  detail!: object;
}
