import { eventually } from '@latchkey/testing';
import pg from 'pg';

/** One statement, or what else is sent at once. */
export type Step = (connection: pg.Client) => Promise<void>;

/** Every order in which the steps of two can follow each other: `abba`, … */
export function interleavings(a: number, b: number): string[] {
  if (a === 0) return ['b'.repeat(b)];
  if (b === 0) return ['a'.repeat(a)];
  return [
    ...interleavings(a - 1, b).map((rest) => `a${rest}`),
    ...interleavings(a, b - 1).map((rest) => `b${rest}`),
  ];
}

/** A connection whose steps follow each other, though one may have to wait for the other connection. */
class Actor {
  private last: Promise<void> = Promise.resolve();
  private unfinished = 0;
  error: unknown;

  constructor(
    readonly connection: pg.Client,
    readonly pid: number,
  ) {}

  begin(step: Step): void {
    this.unfinished++;
    this.last = this.last
      .then(() => (this.error === undefined ? step(this.connection) : undefined))
      .catch((error: unknown) => {
        this.error = error;
      })
      .finally(() => this.unfinished--);
  }

  get isIdle(): boolean {
    return this.unfinished === 0;
  }

  async reset(): Promise<void> {
    await this.last;
    this.error = undefined;
    await this.connection.query('ROLLBACK');
  }
}

/** Two real connections, stepped as a schedule says, and a third that watches them. */
export class TwoConnections {
  private constructor(
    private readonly actors: Readonly<Record<string, Actor>>,
    readonly watcher: pg.Client,
  ) {}

  static async open(url: string): Promise<TwoConnections> {
    const connect = async (): Promise<pg.Client> => {
      const client = new pg.Client(url);
      await client.connect();
      return client;
    };
    const actor = async (): Promise<Actor> => {
      const client = await connect();
      const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      return new Actor(client, Number(rows[0]?.pid));
    };
    return new TwoConnections({ a: await actor(), b: await actor() }, await connect());
  }

  async close(): Promise<void> {
    const all = [...Object.values(this.actors).map(({ connection }) => connection), this.watcher];
    await Promise.all(all.map((client) => client.end()));
  }

  /**
   * A step that waits for the other's lock lets the other go on.
   * @param afterEach Told when everything stands still.
   * @returns What PostgreSQL refused: a deadlock, above all.
   */
  async run(
    schedule: string,
    steps: Readonly<Record<'a' | 'b', readonly Step[]>>,
    afterEach: () => Promise<void>,
  ): Promise<unknown[]> {
    const next = { a: 0, b: 0 };
    for (const name of schedule as Iterable<'a' | 'b'>) {
      const step = steps[name][next[name]++];
      if (step) this.actors[name]?.begin(step);
      await this.standStill();
      await afterEach();
    }
    const actors = Object.values(this.actors);
    await eventually(() => actors.every(({ isIdle }) => isIdle));
    const errors = actors.map(({ error }) => error).filter((error) => error !== undefined);
    for (const actor of actors) await actor.reset();
    return errors;
  }

  /** Until nobody goes on: each has finished, or waits for a lock. */
  private async standStill(): Promise<void> {
    await eventually(async () => {
      for (const actor of Object.values(this.actors)) {
        if (!actor.isIdle && !(await this.isBlocked(actor))) return false;
      }
      return true;
    }, { everyMs: 1 });
  }

  private async isBlocked({ pid }: Actor): Promise<boolean> {
    const { rows } = await this.watcher.query<{ is_blocked: boolean }>(
      'SELECT cardinality(pg_blocking_pids($1)) > 0 AS is_blocked',
      [pid],
    );
    return rows[0]?.is_blocked ?? false;
  }
}
