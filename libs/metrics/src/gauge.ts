import { type Family, type Sample } from './family.js';

/** What a gauge says: one number, or one for each value of its label; null: nobody can tell, and there is no series. */
type Reading = number | null | Readonly<Record<string, number | null>>;

/** How much of something there is when somebody asks. */
export class Gauge implements Family {
  readonly type = 'gauge';

  /**
   * @param label Of a reading that has several numbers; its values are the reading's keys, of which there are few.
   */
  constructor(
    readonly name: string,
    readonly help: string,
    private readonly read: () => Reading | Promise<Reading>,
    private readonly label = '',
  ) {}

  async samples(): Promise<readonly Sample[]> {
    const reading = await this.read();
    if (reading === null) return [];
    if (typeof reading === 'number') return [{ labels: {}, value: reading }];
    return Object.entries(reading).flatMap(([key, value]) =>
      value === null ? [] : [{ labels: { [this.label]: key }, value }],
    );
  }
}
