/** How large a run of the fault suite is. */
export interface Size {
  readonly minutes: number;
  readonly changes: number;
  readonly decisions: number;
  readonly leaseSeconds: number;
  readonly lives: number;
  readonly seed?: number;
}

/** What `npm test` has time for: every kind of fault at least once. */
const SHORT: Size = { minutes: 0.5, changes: 40, decisions: 5_000, leaseSeconds: 2, lives: 8 };
/** Promise P1 in figures. */
const LONG: Size = { minutes: 10, changes: 1_000, decisions: 1_000_000, leaseSeconds: 5, lives: 24 };

/** @param wanted `LATCHKEY_FAULTS`, as run.mjs sets it: `{"minutes": 10, "seed": 7}`. */
export function sizeOfRun(wanted: string | undefined): Size {
  return wanted === undefined ? SHORT : { ...LONG, ...(JSON.parse(wanted) as Partial<Size>) };
}
