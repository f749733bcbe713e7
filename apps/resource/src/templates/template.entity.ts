import { Column, Entity } from 'typeorm';
import { NamedRow } from '../catalogue/named-row.js';

export const TEMPLATE_CATEGORIES = ['marketing', 'utility', 'authentication'] as const;
/** Whether the provider lets it be sent. */
export const TEMPLATE_STATUSES = ['pending', 'approved', 'rejected'] as const;

@Entity({ name: 'templates' })
export class TemplateEntity extends NamedRow {
  @Column({ type: 'text' })
  language!: string;

  @Column({ type: 'text' })
  category!: (typeof TEMPLATE_CATEGORIES)[number];

  @Column({ type: 'text' })
  status!: (typeof TEMPLATE_STATUSES)[number];

  @Column({ type: 'text' })
  body!: string;

  @Column({ name: 'parameter_count', type: 'integer' })
  parameterCount!: number;
}
