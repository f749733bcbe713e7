import { Entity } from 'typeorm';
import { NamedRow } from '../catalogue/named-row.js';

@Entity({ name: 'pipelines' })
export class PipelineEntity extends NamedRow {}
