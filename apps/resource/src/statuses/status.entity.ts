import { Column, Entity } from 'typeorm';
import { NamedRow } from '../catalogue/named-row.js';

@Entity({ name: 'statuses' })
export class StatusEntity extends NamedRow {
  @Column({ type: 'text' })
  color!: string;

  @Column({ type: 'integer' })
  position!: number;
}
