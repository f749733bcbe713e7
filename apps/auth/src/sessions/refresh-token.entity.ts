import { Column, Entity, PrimaryColumn } from 'typeorm';

/** All refresh tokens of a session are one family: using one twice ends it. What it is found by, SQL alone needs. */
@Entity({ name: 'refresh_tokens' })
export class RefreshTokenEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'used_at', type: 'timestamptz', nullable: true })
  usedAt!: Date | null;
}
