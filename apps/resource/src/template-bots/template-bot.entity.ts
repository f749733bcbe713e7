import { Column, Entity } from 'typeorm';
import { NamedRow } from '../catalogue/named-row.js';

/** Answers a trigger with a template. */
@Entity({ name: 'template_bots' })
export class TemplateBotEntity extends NamedRow {
  @Column({ type: 'text' })
  trigger!: string;

  @Column({ name: 'template_id', type: 'uuid' })
  templateId!: string;

  @Column({ name: 'is_active', type: 'boolean' })
  isActive!: boolean;
}
