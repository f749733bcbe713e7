import { Column, Entity, PrimaryColumn } from 'typeorm';

export const CONTACT_TYPES = ['lead', 'customer'] as const;
export type ContactType = (typeof CONTACT_TYPES)[number];

@Entity({ name: 'contacts' })
export class ContactEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'workspace_id', type: 'uuid' })
  workspaceId!: string;

  @Column({ type: 'text' })
  firstname!: string;

  @Column({ type: 'text', nullable: true })
  lastname!: string | null;

  @Column({ type: 'text' })
  phone!: string;

  @Column({ type: 'text', nullable: true })
  email!: string | null;

  @Column({ type: 'text', nullable: true })
  company!: string | null;

  @Column({ type: 'text' })
  type!: ContactType;

  @Column({ name: 'status_id', type: 'uuid', nullable: true })
  statusId!: string | null;

  @Column({ name: 'source_id', type: 'uuid', nullable: true })
  sourceId!: string | null;

  /** An operator, who is auth's to know. The id stays when they leave. */
  @Column({ name: 'assignee_id', type: 'uuid', nullable: true })
  assigneeId!: string | null;

  @Column({ type: 'text', array: true })
  tags!: string[];

  @Column({ name: 'custom_fields', type: 'jsonb' })
  customFields!: object;

  /** From before phones were unique in a workspace: an older contact has the same. */
  @Column({ name: 'shares_phone', type: 'boolean', insert: false })
  sharesPhone!: boolean;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3, insert: false })
  createdAt!: Date;

  @Column({ name: 'updated_at', type: 'timestamptz', precision: 3, insert: false })
  updatedAt!: Date;
}

/** A contact with the groups that it is in. */
export interface Contact extends ContactEntity {
  readonly groupIds: readonly string[];
}
