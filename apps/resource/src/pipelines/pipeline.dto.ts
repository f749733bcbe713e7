import { ApiProperty, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsString,
  IsUUID,
  Length,
  Matches,
  ValidateNested,
} from 'class-validator';
import { ListRowsDto, NamedFields, NamedRowDto } from '../catalogue/named-row.dto.js';
import { UnlessAbsent } from '../requests/unless-absent.js';
import { type Pipeline } from './pipeline.store.js';
import { MOST_STAGES, type Stage, STAGE_KINDS, type StageKind, type WantedStage } from './stage.js';

export class ListPipelinesDto extends ListRowsDto {}

class WantedStageDto implements WantedStage {
  @ApiProperty({
    required: false,
    format: 'uuid',
    description: 'Of a stage that there is; absent: a new one.',
  })
  @UnlessAbsent()
  @IsUUID('all', { message: 'names no stage of this pipeline' })
  readonly id?: string;

  @ApiProperty({ minLength: 1, maxLength: 100, example: 'Proposal' })
  @IsString({ message: 'must be a text' })
  @Length(1, 100, { message: 'must have 1 to 100 characters' })
  @Matches(/\S/, { message: 'must not be blank' })
  readonly name!: string;

  @ApiProperty({
    enum: STAGE_KINDS,
    description: '`won` and `lost` close the deals that are moved there. It cannot be changed later.',
  })
  @IsIn(STAGE_KINDS, { message: `must be one of: ${STAGE_KINDS.join(', ')}` })
  readonly kind!: StageKind;
}

const nameOf = (stage: unknown): unknown => (stage as Partial<WantedStage> | null)?.name;
const idOf = (stage: unknown): unknown => (stage as Partial<WantedStage> | null)?.id ?? {};

export class CreatePipelineDto extends NamedFields {
  @ApiProperty({
    type: [WantedStageDto],
    minItems: 1,
    maxItems: MOST_STAGES,
    description: 'All of them, in their order.',
    example: [
      { name: 'New', kind: 'open' },
      { name: 'Won', kind: 'won' },
    ],
  })
  @IsArray({ message: 'must be a list of stages' })
  @ArrayMinSize(1, { message: 'must have at least 1 entry' })
  @ArrayMaxSize(MOST_STAGES, { message: `must have at most ${MOST_STAGES} entries` })
  @ArrayUnique(nameOf, { message: 'must not have two of one name' })
  @ArrayUnique(idOf, { message: 'must not name a stage twice' })
  @ValidateNested({ each: true, message: 'each must be a stage' })
  @Type(() => WantedStageDto)
  readonly stages!: WantedStageDto[];
}

/** What is absent stays. Stages that are not listed any more are deleted, unless they have deals. */
export class UpdatePipelineDto extends PartialType(CreatePipelineDto, { skipNullProperties: false }) {}

export class StageDto implements Stage {
  @ApiProperty({ format: 'uuid' })
  readonly id: string;
  @ApiProperty()
  readonly name: string;
  @ApiProperty({ enum: STAGE_KINDS })
  readonly kind: StageKind;

  constructor({ id, name, kind }: Stage) {
    this.id = id;
    this.name = name;
    this.kind = kind;
  }
}

export class PipelineDto extends NamedRowDto {
  @ApiProperty({ type: [StageDto], description: 'In their order.' })
  readonly stages: readonly StageDto[];

  constructor({ row, stages }: Pipeline) {
    super(row);
    this.stages = stages.map((stage) => new StageDto(stage));
  }
}
