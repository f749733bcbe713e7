/** `won` and `lost` close a deal; it is open in any other stage. */
export const STAGE_KINDS = ['open', 'won', 'lost'] as const;
export type StageKind = (typeof STAGE_KINDS)[number];

/** More would be no pipeline that anybody looks at, and each is read with its pipeline. */
export const MOST_STAGES = 50;

export interface Stage {
  readonly id: string;
  readonly name: string;
  readonly kind: StageKind;
}

/** As a caller wants it, in its place among the others. */
export interface WantedStage {
  /** Of one that there is; absent: a new one. */
  readonly id?: string;
  readonly name: string;
  readonly kind: StageKind;
}
