import { Column, Entity, PrimaryColumn } from 'typeorm';

/** All refresh tokens of a session are one family: using one twice ends it. */
@Entity({ name: 'refresh_tokens' })
export class RefreshTokenEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'session_id', type: 'uuid' })
  sessionId!: string;

  @Column({ type: 'bytea' })
  mac!: Buffer;

  @Column({ name: 'pepper_version', type: 'integer' })
  pepperVersion!: number;

  @Column({ name: 'created_at', type: 'timestamptz', insert: false })
  createdAt!: Date;

  @Column({ name: 'used_at', type: 'timestamptz', nullable: true })
  usedAt!: Date | null;
}
