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

  @Column({ type: 'text', array: true })
  tags!: string[];

  @Column({ name: 'custom_fields', type: 'jsonb' })
  customFields!: object;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3, insert: false })
  createdAt!: Date;

  @Column({ name: 'updated_at', type: 'timestamptz', precision: 3, insert: false })
  updatedAt!: Date;
}
