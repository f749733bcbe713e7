import { type Family, type Sample } from './family.js';
import { keyOf, type LabelsOf, type LabelValues } from './labels.js';

/** One series that is counted up: a number, and nothing else, for whoever decides in a microsecond. */
export class Count {
  value = 0;

  constructor(readonly labels: Readonly<Record<string, string>>) {}

  add(by = 1): void {
    this.value += by;
  }
}

/**
 * How often something happened. Its series are there from the moment they are asked for, with 0: an increase from nothing
 * would be none.
 */
export class Counter<const Values extends LabelValues> implements Family {
  readonly type = 'counter';
  private readonly counts = new Map<string, Count>();

  constructor(
    /** Ends with `_total`. */
    readonly name: string,
    readonly help: string,
    private readonly values: Values,
  ) {}

  /** To be kept by whoever counts often. @throws RangeError for a value that was not said in advance. */
  of(labels: LabelsOf<Values>): Count {
    const key = keyOf(this.name, this.values, labels);
    const known = this.counts.get(key);
    if (known) return known;
    const count = new Count(labels);
    this.counts.set(key, count);
    return count;
  }

  /** One for each value of a label, the others being as given. */
  each<Label extends keyof Values & string>(
    label: Label,
    others: Omit<LabelsOf<Values>, Label>,
  ): Readonly<Record<Values[Label][number], Count>> {
    const values: readonly Values[Label][number][] = this.values[label] ?? [];
    const counts = values.map((value) => [value, this.of({ ...others, [label]: value } as LabelsOf<Values>)]);
    return Object.fromEntries(counts) as Record<Values[Label][number], Count>;
  }

  samples(): readonly Sample[] {
    return [...this.counts.values()];
  }
}

/** A counter without labels. */
export class Total extends Count implements Family {
  readonly type = 'counter';

  constructor(
    readonly name: string,
    readonly help: string,
  ) {
    super({});
  }

  samples(): readonly Sample[] {
    return [this];
  }
}
