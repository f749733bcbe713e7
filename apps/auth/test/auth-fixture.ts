import { type OperatorIdentity, type Permission } from '@latchkey/contracts';
import { createDatabase, eventually, type TestDatabase } from '@latchkey/testing';
import { knownProfiles } from '@latchkey/token-format';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { DataSource } from 'typeorm';
import { v7 as newId } from 'uuid';
import { Changes } from '../src/audit/changes.js';
import { dataSourceOptions } from '../src/database/data-source.js';
import { type Peppers, readPeppers } from '../src/keys/peppers.js';
import { SigningKey } from '../src/keys/signing-key.js';
import { type Passwords } from '../src/operators/passwords.js';
import { type AccessTokens } from '../src/sessions/access-tokens.js';
import { SessionService } from '../src/sessions/session.service.js';
import { SessionStore } from '../src/sessions/session.store.js';
import { TokenService } from '../src/tokens/token.service.js';
import { TokenStore } from '../src/tokens/token.store.js';
import { WorkspaceStore } from '../src/workspaces/workspace.store.js';

/** A database of one test file's own, with the tables of the sources as they are now. */
export class AuthDatabase {
  private constructor(
    readonly orm: DataSource,
    private readonly store: TestDatabase,
  ) {}

  static async start(): Promise<AuthDatabase> {
    const store = await createDatabase();
    const orm = await new DataSource(dataSourceOptions(store.url)).initialize();
    await orm.runMigrations();
    return new AuthDatabase(orm, store);
  }

  async stop(): Promise<void> {
    await this.orm.destroy();
    await this.store.drop();
  }

  async empty(): Promise<void> {
    await this.orm.query('TRUNCATE workspaces, outbox CASCADE');
    await this.orm.query('UPDATE outbox_head SET position = 0');
  }

  query<Row = Record<string, unknown>>(statement: string, parameters: unknown[] = []): Promise<Row[]> {
    return this.orm.query<Row[]>(statement, parameters);
  }

  /** Lets changes of the one row of a table meet: none goes on before all wait for it. */
  async allAtOnce<Result>(
    table: 'api_tokens' | 'refresh_tokens',
    changes: readonly (() => Promise<Result>)[],
  ): Promise<PromiseSettledResult<Result>[]> {
    const holder = this.orm.createQueryRunner();
    await holder.startTransaction();
    await holder.query(`SELECT 1 FROM ${table} FOR UPDATE`);
    const settled = Promise.allSettled(changes.map((change) => change()));
    await eventually(async () => {
      const waiting = await this.query(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return waiting.length === changes.length;
    });
    await holder.commitTransaction();
    await holder.release();
    return settled;
  }

  /** The actions that were audited, oldest first. */
  async audited(): Promise<string[]> {
    const rows = await this.query<{ action: string }>('SELECT action FROM audit_entries ORDER BY id');
    return rows.map(({ action }) => action);
  }

  async addWorkspace(slug: string, profile = 'apitk'): Promise<{ id: string; slug: string }> {
    const id = newId();
    await this.query('INSERT INTO workspaces (id, slug, name, profile) VALUES ($1, $2, $2, $3)', [
      id,
      slug,
      profile,
    ]);
    return { id, slug };
  }

  async addOperator(
    workspace: { id: string; slug: string },
    permissions: Permission[],
    passwordHash = 'none',
  ): Promise<OperatorIdentity> {
    const id = newId();
    await this.query(
      `INSERT INTO operators (id, workspace_id, email, password_hash, permissions) VALUES ($1, $2, $3, $4, $5)`,
      [id, workspace.id, `${id}@${workspace.slug}.test`, passwordHash, permissions],
    );
    return { kind: 'operator', session_id: newId(), operator: { id, permissions }, workspace };
  }

  tokenService(peppers: Peppers): TokenService {
    return new TokenService(
      new TokenStore(this.orm),
      new WorkspaceStore(this.orm),
      new Changes(this.orm),
      peppers,
      knownProfiles('acme'),
    );
  }

  sessionService(accessTokens: AccessTokens, passwords: Passwords): SessionService {
    const changes = new Changes(this.orm);
    return new SessionService(new SessionStore(this.orm), changes, passwords, accessTokens, somePeppers());
  }
}

export const pepperText = (version: number): string => `${version}:${randomBytes(32).toString('base64')}`;
export const somePeppers = (): Peppers => readPeppers(pepperText(1));
export const someSigningKey = (): SigningKey => new SigningKey(generateKeyPairSync('ed25519').privateKey);
