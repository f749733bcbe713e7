import { Entity } from 'typeorm';
import { NamedRow } from '../catalogue/named-row.js';

@Entity({ name: 'sources' })
export class SourceEntity extends NamedRow {}
