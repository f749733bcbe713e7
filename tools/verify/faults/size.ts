import { atScale } from '@latchkey/testing';

/** How large a run of the fault suite is: it goes on until each of these is reached. */
export interface Size {
  readonly minutes: number;
  readonly changes: number;
  readonly decisions: number;
  readonly leaseSeconds: number;
  /** Credentials at once. */
  readonly lives: number;
  readonly seed?: number;
}

/** @param wanted `LATCHKEY_FAULTS`, as run.mjs sets it: `{"minutes": 10, "seed": 7}`. */
export function sizeOfRun(wanted = '{}'): Size {
  const size = atScale<Size>({
    test: { minutes: 0.5, changes: 20, decisions: 5_000, leaseSeconds: 2, lives: 8 },
    // Promise P1 in figures.
    verify: { minutes: 10, changes: 1_000, decisions: 1_000_000, leaseSeconds: 5, lives: 24 },
  });
  return { ...size, ...(JSON.parse(wanted) as Partial<Size>) };
}
