/** One series at one moment. */
export interface Sample {
  /** What is added to the family's name: `_bucket`, `_sum`, `_count`. */
  readonly suffix?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** All series of one name, as Prometheus shows them. Read when somebody asks: whoever counts waits for nobody. */
export interface Family {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  /** Rejects when nobody can tell just now: then the name has no series, which is what an alert can see. */
  samples(): readonly Sample[] | Promise<readonly Sample[]>;
}

/** Something that counts what it does. */
export interface Measured {
  readonly families: readonly Family[];
}
