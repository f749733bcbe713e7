import { type DataSourceOptions } from 'typeorm';
import { TracedClient } from './tracing/traced-client.js';

export interface PostgresOptions {
  readonly url: string;
  /** As PostgreSQL shows it in pg_stat_activity. */
  readonly applicationName: string;
  /** Classes, not globs: what a process uses is what the compiler saw. */
  readonly entities: (new () => object)[];
  readonly migrations: (new () => object)[];
  /**
   * Whom every connection acts as, whoever it logs in as: a role that row-level security holds for (promise P9). null:
   * as whoever logs in, which migrations need.
   */
  readonly role: string | null;
  /** Milliseconds after which a query's caller hears that nobody can tell. */
  readonly queryTimeoutMs: number;
}

/**
 * The address of a PostgreSQL whose certificate is of an authority of one's own. Then host and certificate are verified,
 * whatever `sslmode` the URL has: anything less would let whoever is on the way listen.
 * @param caFile PEM. Without one the URL says all: `sslmode=verify-full` for the authorities that Node knows.
 */
export function databaseAddress(url: string, caFile?: string): string {
  if (caFile === undefined) return url;
  const address = new URL(url);
  address.searchParams.set('sslmode', 'verify-full');
  address.searchParams.set('sslrootcert', caFile);
  return address.href;
}

/** How every service reaches its own database. Tables come from migrations alone, never from the entities. */
export const postgres = ({ queryTimeoutMs, role, ...options }: PostgresOptions): DataSourceOptions => ({
  type: 'postgres',
  ...options,
  migrationsTableName: 'migrations',
  synchronize: false,
  installExtensions: false,
  extra: {
    Client: TracedClient,
    max: 20,
    // "Cannot tell" is said within a second (promise P6), also when there is no connection to be had.
    connectionTimeoutMillis: 500,
    query_timeout: queryTimeoutMs,
    // Sooner: a statement whose caller had given up would wait on, and keep from the retry what it has locked so far.
    lock_timeout: Math.round(queryTimeoutMs * 0.8),
    // A process that is paused in a transaction would keep its locks from every other until it goes on.
    idle_in_transaction_session_timeout: 1_000,
    // What every statement here counts on, and one statement less for each transaction than to say it there.
    options: String.raw`-c default_transaction_isolation=read\ committed` + (role ? ` -c role=${role}` : ''),
    // A new connection takes longer than a change may: one that is unused for a moment is kept.
    idleTimeoutMillis: 60_000,
    keepAlive: true,
  },
});
