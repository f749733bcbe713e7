import { type BeforeApplicationShutdown, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { ConfigError } from './config.js';
import { type HealthProbe } from './health.module.js';
import { refuseExemptRole } from './sealed-rows.js';

/** Serving again within 2 s of a store's arrival (promise P10), and that takes a few questions. */
const LOOK_EVERY_MS = 500;
/** Told so often while it lasts, for whoever reads the log's end alone. */
const TELL_EVERY_MS = 60_000;
/** PostgreSQL's codes for a table or a role that the migrations make, and for what they have yet to grant. */
const LACKS_MIGRATIONS = new Set(['42P01', '42501', '22023']);
/** The same where the role is who logs in; it also stands for a host that may not. */
const REFUSED_LOGIN = '28000';
const WRONG_PASSWORD = '28P01';

export interface ArrivalOptions {
  /** Names the database, in what is said of it. */
  readonly variable: string;
  /** Whatever else must be so of it. Throws a ConfigError. */
  readonly refuse?: (database: DataSource) => Promise<void>;
  /** What is done when it is found to be one that this service must not use. */
  readonly onUnusable: (error: ConfigError) => void;
}

type Lack = 'unreachable' | 'not migrated';
const IN_WORDS: Record<Lack, string> = {
  unreachable: 'cannot be reached, or lets nobody in',
  'not migrated': 'lacks migrations of this version: npm run migrate',
};

/**
 * Opens the database when it is there, however long after this process: services start in any order. Until then
 * nothing can be asked of it, and "cannot tell" is what callers hear (promise P6). It is judged before it is opened:
 * what would be unsealed, or forgets, or lacks what this version counts on, is never asked anything.
 */
export class DatabaseArrival implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('PostgreSQL');
  private readonly leaving = new AbortController();
  /** Resolves when questions may be asked of it; never, where it does not come. */
  readonly opened: Promise<void>;
  private looking: Promise<void> = Promise.resolve();
  private tellOpened: () => void = () => undefined;
  private lack: Lack = 'unreachable';
  private toldAt = -Infinity;

  constructor(
    private readonly database: DataSource,
    private readonly options: ArrivalOptions,
  ) {
    this.opened = new Promise((resolve) => (this.tellOpened = resolve));
  }

  /** Who starts beside a database that is there serves with it from the first request on. */
  async onApplicationBootstrap(): Promise<void> {
    if (!(await this.look())) this.looking = this.keepLooking();
  }

  /** Before the connections are closed, which would be opened again. */
  async beforeApplicationShutdown(): Promise<void> {
    this.leaving.abort();
    await this.looking;
  }

  get probe(): HealthProbe {
    return {
      name: 'postgresql',
      isUp: async () =>
        this.database.isInitialized && (await this.database.query('SELECT 1').then(() => true)),
      reason: () => (this.database.isInitialized ? null : IN_WORDS[this.lack]),
    };
  }

  private async keepLooking(): Promise<void> {
    const { signal } = this.leaving;
    try {
      do await sleep(LOOK_EVERY_MS, undefined, { signal });
      while (!(await this.look()));
    } catch (error) {
      // Otherwise it is told to stop.
      if (error instanceof ConfigError) this.options.onUnusable(error);
    }
  }

  /** @throws ConfigError When time alone cannot mend it. */
  private async look(): Promise<boolean> {
    try {
      await this.judge();
      await this.database.initialize();
    } catch (error) {
      if (error instanceof ConfigError) throw error;
      if (codeOf(error) === WRONG_PASSWORD) throw new ConfigError([`${this.options.variable} ${REFUSED}`]);
      this.lack = lackTold(error);
      this.tell(`${this.options.variable} ${IN_WORDS[this.lack]}: ${String(error)}`);
      return false;
    }
    this.tellOpened();
    if (this.toldAt !== -Infinity) this.logger.log(`${this.options.variable} is there`);
    return true;
  }

  private async judge(): Promise<void> {
    const { variable, refuse } = this.options;
    const options: DataSourceOptions = this.database.options;
    const extra = { ...(options.extra as object), max: 1 };
    const visit = { ...options, entities: [], migrations: [], extra } as DataSourceOptions;
    const visitor = await new DataSource(visit).initialize();
    try {
      await refuseExemptRole(visitor, variable);
      await refuseMissingMigrations(visitor, options);
      await refuse?.(visitor);
    } finally {
      await visitor.destroy();
    }
  }

  private tell(words: string): void {
    if (performance.now() - this.toldAt < TELL_EVERY_MS) return;
    this.toldAt = performance.now();
    this.logger.warn(words);
  }
}

const REFUSED = 'names a user whom PostgreSQL does not let in with that password';

/** Those that another version has added since do no harm: they are made so that the one before goes on with them. */
async function refuseMissingMigrations(
  visitor: DataSource,
  { migrations }: DataSourceOptions,
): Promise<void> {
  const rows = await visitor.query<{ name: string }[]>('SELECT name FROM migrations');
  const applied = new Set(rows.map(({ name }) => name));
  const wanted = (migrations as (new () => object)[]).map(({ name }) => name);
  const missing = wanted.filter((name) => !applied.has(name));
  if (missing.length === 0) return;
  throw Object.assign(new Error(`${missing.join(', ')} not applied`), { code: '42P01' });
}

function lackTold(error: unknown): Lack {
  const code = codeOf(error);
  const lacksRole = code === REFUSED_LOGIN && String(error).includes('does not exist');
  return lacksRole || LACKS_MIGRATIONS.has(code) ? 'not migrated' : 'unreachable';
}

const codeOf = (error: unknown): string => {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' ? code : '';
};
