import { type LogEntry, type LogPosition } from '@latchkey/contracts';
import { type DataSource } from 'typeorm';
import {
  GuardRegistry,
  MOST_ENTRIES,
  type Offer,
  type RegisteredGuard,
  type RegistryView,
  type Renewal,
} from './guard-registry.js';
import { LEAVE, LOOK, REGISTER, REMEMBER_TIMELINE, RENEW, STRIKE_OFF } from './statements.js';

/** A guard gives a question up after 700 ms, and whoever waits for a change must hear soon that PostgreSQL is away. */
const PATIENCE_MS = 700;

interface Answered {
  readonly rows: readonly unknown[];
  readonly rowCount: number | null;
}

/** pg's own, of which TypeORM's type says nothing. */
interface Connection {
  end(): Promise<void>;
  query(query: {
    readonly name: string;
    readonly text: string;
    readonly values: unknown[];
    readonly query_timeout: number;
  }): Promise<Answered>;
}

interface RenewedRow extends Place {
  readonly renewed: readonly { readonly nth: number; readonly is_lost: boolean }[] | null;
  readonly entries: readonly LogEntry[] | null;
}

interface ViewRow extends Place {
  readonly head_at: Date;
  readonly at: Date;
  readonly timeline: string;
  /** A numeric, which arrives as text. */
  readonly known_for_ms: string | null;
  readonly guards: readonly RegisteredGuard[] | null;
}

/** A bigint arrives as text. */
interface Place {
  readonly number: string;
  readonly entry_id: string;
}

export class PostgresGuardRegistry extends GuardRegistry {
  constructor(private readonly database: DataSource) {
    super();
  }

  async register(id: string, leaseMs: number): Promise<LogPosition | null> {
    const [head] = (await this.ask('latchkey_register', REGISTER, [id, leaseMs])).rows as readonly Place[];
    return head ? toPosition(head) : null;
  }

  async renew(renewals: readonly Renewal[], leaseMs: number): Promise<readonly (Offer | null)[]> {
    const { rows } = await this.ask('latchkey_renew', RENEW, [...columnsOf(renewals), leaseMs, MOST_ENTRIES]);
    const [row] = rows as readonly RenewedRow[];
    if (!row) throw new Error('The log of changes is empty');
    const { renewed, entries } = row;
    const position = toPosition(row);
    const places = new Map((renewed ?? []).map(({ nth, is_lost }) => [nth, is_lost]));
    return renewals.map(({ position: { number: from } }, index) => {
      const isLost = places.get(index + 1);
      if (isLost === undefined) return null;
      return { entries: isLost ? null : (entries ?? []).filter(({ number }) => number > from), position };
    });
  }

  async leave(id: string): Promise<void> {
    await this.ask('latchkey_leave', LEAVE, [id]);
  }

  async look(said: readonly Renewal[] = []): Promise<RegistryView> {
    const [row] = (await this.ask('latchkey_look', LOOK, columnsOf(said))).rows as readonly ViewRow[];
    if (!row) throw new Error('The log of changes is empty');
    return {
      head: { number: Number(row.number), entry_id: row.entry_id, at: row.head_at },
      at: row.at,
      guards: row.guards ?? [],
      timeline: {
        id: row.timeline,
        knownForMs: row.known_for_ms === null ? null : Number(row.known_for_ms),
      },
    };
  }

  async strikeOff({ number, entry_id }: LogPosition, ids: readonly string[]): Promise<number | null> {
    const { rows } = await this.ask('latchkey_strike_off', STRIKE_OFF, [number, entry_id, ids]);
    const [row] = rows as readonly { count: string }[];
    return row ? Number(row.count) : null;
  }

  async rememberTimeline(id: string): Promise<void> {
    await this.ask('latchkey_remember_timeline', REMEMBER_TIMELINE, [id]);
  }

  /**
   * Planned once a connection, for planning these takes as long as carrying them out. A connection of which nobody knows
   * what it is still at is closed, and the pool makes a new one.
   */
  private async ask(name: string, text: string, values: unknown[] = []): Promise<Answered> {
    const runner = this.database.createQueryRunner();
    try {
      const connection = (await runner.connect()) as Connection;
      try {
        return await connection.query({ name, text, values, query_timeout: PATIENCE_MS });
      } catch (error) {
        void connection.end();
        throw error;
      }
    } finally {
      await runner.release();
    }
  }
}

const columnsOf = (renewals: readonly Renewal[]): unknown[] => [
  renewals.map(({ id }) => id),
  renewals.map(({ position }) => position.number),
  renewals.map(({ position }) => position.entry_id),
];

const toPosition = ({ number, entry_id }: Place): LogPosition => ({ number: Number(number), entry_id });
