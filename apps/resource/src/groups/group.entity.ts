import { Column, Entity } from 'typeorm';
import { NamedRow } from '../catalogue/named-row.js';

@Entity({ name: 'groups' })
export class GroupEntity extends NamedRow {
  @Column({ type: 'text', nullable: true })
  description!: string | null;
}
