import { type Permission } from '@latchkey/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'operators' })
export class OperatorEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'workspace_id', type: 'uuid' })
  workspaceId!: string;

  /** A service has a name and a credential in place of an email and a password (docs/decisions/0007). */
  @Column({ type: 'text' })
  kind!: 'person' | 'service';

  @Column({ type: 'text', nullable: true })
  name!: string | null;

  @Column({ type: 'text', nullable: true })
  email!: string | null;

  @Column({ name: 'password_hash', type: 'text', nullable: true })
  passwordHash!: string | null;

  @Column({ type: 'text', array: true })
  permissions!: Permission[];

  @Column({ name: 'is_active', type: 'boolean' })
  isActive!: boolean;

  /** Gone for good (D5). */
  @Column({ name: 'left_at', type: 'timestamptz', nullable: true, insert: false })
  leftAt!: Date | null;

  @Column({ name: 'created_at', type: 'timestamptz', insert: false })
  createdAt!: Date;

  @Column({ name: 'updated_at', type: 'timestamptz', insert: false })
  updatedAt!: Date;
}
