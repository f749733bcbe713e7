import { type Family, type Sample } from './family.js';
import { keyOf, type LabelsOf, type LabelValues } from './labels.js';

/** One series of a histogram: how often something took up to so long. */
export class Durations {
  private readonly counts: number[];
  private sum = 0;

  constructor(
    readonly labels: Readonly<Record<string, string>>,
    /** Upper bounds in seconds, ascending. */
    private readonly bounds: readonly number[],
  ) {
    this.counts = new Array<number>(bounds.length + 1).fill(0);
  }

  add(seconds: number): void {
    let at = 0;
    while (at < this.bounds.length && seconds > (this.bounds[at] ?? 0)) at++;
    this.counts[at] = (this.counts[at] ?? 0) + 1;
    this.sum += seconds;
  }

  samples(): readonly Sample[] {
    let count = 0;
    const buckets = this.counts.map((each, at) => {
      count += each;
      const le = at < this.bounds.length ? String(this.bounds[at]) : '+Inf';
      return { suffix: '_bucket', labels: { ...this.labels, le }, value: count };
    });
    const { labels } = this;
    return [
      ...buckets,
      { suffix: '_sum', labels, value: this.sum },
      { suffix: '_count', labels, value: count },
    ];
  }
}

/** How long something took, in seconds. */
export class Histogram<const Values extends LabelValues> implements Family {
  readonly type = 'histogram';
  private readonly series = new Map<string, Durations>();

  constructor(
    /** Ends with `_seconds`. */
    readonly name: string,
    readonly help: string,
    private readonly values: Values,
    /** Few: each is a series. */
    private readonly bounds: readonly number[],
  ) {}

  /** To be kept by whoever measures often. @throws RangeError for a value that was not said in advance. */
  of(labels: LabelsOf<Values>): Durations {
    const key = keyOf(this.name, this.values, labels);
    const known = this.series.get(key);
    if (known) return known;
    const series = new Durations(labels, this.bounds);
    this.series.set(key, series);
    return series;
  }

  samples(): readonly Sample[] {
    return [...this.series.values()].flatMap((each) => each.samples());
  }
}
