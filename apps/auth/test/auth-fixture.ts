import { BusContext, SealingKey } from '@latchkey/bus';
import {
  closeSession,
  type Contract,
  type IssueTokenRequest,
  issueToken,
  openSession,
  type OpenSessionRequest,
  type OperatorIdentity,
  type Permission,
  refreshSession,
  Refusal,
  revokeToken,
  rotateToken,
  updateToken,
  type UpdateTokenRequest,
} from '@latchkey/contracts';
import {
  createDatabase,
  createMigratedDatabase,
  eventually,
  patient,
  type TestDatabase,
} from '@latchkey/testing';
import { knownProfiles } from '@latchkey/token-format';
import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { DataSource, type QueryRunner } from 'typeorm';
import { v7 as newId } from 'uuid';
import { Changes } from '../src/audit/changes.js';
import { type Command } from '../src/commands/command.js';
import { Commands } from '../src/commands/commands.js';
import { RefusedCommands } from '../src/commands/refused-commands.js';
import { StoredReplies } from '../src/commands/stored-replies.js';
import { dataSourceOptions, migrationOptions } from '../src/database/data-source.js';
import { Clock } from '../src/guards/clock.js';
import { Effects } from '../src/guards/effects.js';
import { PostgresGuardRegistry } from '../src/guards/postgres-guard-registry.js';
import { type Peppers, readPeppers } from '../src/keys/peppers.js';
import { SigningKey } from '../src/keys/signing-key.js';
import { type Actor } from '../src/operators/actor.js';
import { Estate } from '../src/operators/estate.js';
import { OperatorStore } from '../src/operators/operator.store.js';
import { Passwords } from '../src/operators/passwords.js';
import { Team } from '../src/operators/team.js';
import { ServiceAccountStore } from '../src/service-accounts/service-account.store.js';
import { ServiceAccounts } from '../src/service-accounts/service-accounts.js';
import { type AccessTokens } from '../src/sessions/access-tokens.js';
import { Logins } from '../src/sessions/logins.js';
import { Principals } from '../src/sessions/principals.js';
import { SessionService } from '../src/sessions/session.service.js';
import { SessionStore } from '../src/sessions/session.store.js';
import { MassRevocation } from '../src/tokens/mass-revocation.js';
import { TokenRefusals } from '../src/tokens/token-refusals.js';
import { TokenImport } from '../src/tokens/token-import.js';
import { TokenService } from '../src/tokens/token.service.js';
import { TokenStore } from '../src/tokens/token.store.js';
import { AllTokenShapes } from '../src/workspaces/all-token-shapes.js';
import { WorkspaceService } from '../src/workspaces/workspace.service.js';
import { WorkspaceStore } from '../src/workspaces/workspace.store.js';

/** The tables of the sources as they are now, made by who owns them. */
export async function migrate(url: string): Promise<void> {
  const owner = await new DataSource(patient(migrationOptions(url))).initialize();
  await owner.runMigrations().finally(() => owner.destroy());
}

async function migratedCopyOf(template: string): Promise<TestDatabase> {
  const store = await createDatabase(undefined, template);
  await migrate(store.url);
  return store;
}

/** A database of one test file's own, with the tables of the sources as they are now. */
export class AuthDatabase {
  private constructor(
    /** As auth reaches it: it sees the rows of the workspace that it acts in. */
    readonly orm: DataSource,
    private readonly superuser: DataSource,
    private readonly store: TestDatabase,
  ) {}

  /**
   * @param queryTimeoutMs How long an answer of PostgreSQL is waited for, where a test wants to see the end of that.
   * @param template For what cannot be changed of a database, such as its locale.
   * @param timezone Of its sessions.
   */
  static async start({
    queryTimeoutMs,
    template,
    timezone,
  }: {
    readonly queryTimeoutMs?: number;
    readonly template?: string;
    readonly timezone?: string;
  } = {}): Promise<AuthDatabase> {
    const store = await (template === undefined ? createMigratedDatabase('auth') : migratedCopyOf(template));
    const options = patient(dataSourceOptions(store.url));
    const extra = options.extra as { readonly options: string };
    const impatience = queryTimeoutMs === undefined ? {} : { query_timeout: queryTimeoutMs };
    const place = timezone === undefined ? {} : { options: `${extra.options} -c timezone=${timezone}` };
    const orm = new DataSource({ ...options, extra: { ...extra, ...impatience, ...place } });
    const superuser = new DataSource(patient({ ...migrationOptions(store.superuserUrl), extra: {} }));
    await Promise.all([orm.initialize(), superuser.initialize()]);
    return new AuthDatabase(orm, superuser, store);
  }

  /** For connections of a test's own, which see every row. */
  get url(): string {
    return this.store.superuserUrl;
  }

  async stop(): Promise<void> {
    await Promise.all([this.orm.destroy(), this.superuser.destroy()]);
    await this.store.drop();
  }

  async empty(): Promise<void> {
    const truncate = () => this.query('TRUNCATE workspaces, outbox, event_gaps CASCADE');
    // A refusal that the test before left to be written down locks in another order, and has ended when this is told.
    await truncate().catch((error: unknown) => {
      if (!String(error).includes('deadlock detected')) throw error;
      return truncate();
    });
    await this.query('UPDATE outbox_head SET position = 0');
  }

  /** As the superuser, who sees the rows of every workspace. */
  query<Row = Record<string, unknown>>(statement: string, parameters: unknown[] = []): Promise<Row[]> {
    return this.superuser.query<Row[]>(statement, parameters);
  }

  /** The superuser's, to hold locks with. */
  connection(): QueryRunner {
    return this.superuser.createQueryRunner();
  }

  /** Lets changes of the one row of a table meet: none goes on before all wait for it. */
  async allAtOnce<Result>(
    table: 'api_tokens' | 'operators' | 'refresh_tokens' | 'workspaces',
    changes: readonly (() => Promise<Result>)[],
  ): Promise<PromiseSettledResult<Result>[]> {
    const holder = this.connection();
    await holder.startTransaction();
    await holder.query(`SELECT 1 FROM ${table} FOR UPDATE`);
    const settled = Promise.allSettled(changes.map((change) => change()));
    await this.waiting(changes.length);
    await holder.commitTransaction();
    await holder.release();
    return settled;
  }

  /** Resolves when so many statements wait for a lock. */
  async waiting(count: number): Promise<void> {
    await eventually(async () => {
      const waiting = await this.query(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return waiting.length === count;
    });
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

  storedReplies(peppers: Peppers, sealingKey: SealingKey): StoredReplies {
    return new StoredReplies(this.orm, peppers, sealingKey);
  }

  commands(peppers: Peppers, sealingKey = someSealingKey): Commands {
    return new Commands(new Changes(this.orm), this.storedReplies(peppers, sealingKey), this.effects());
  }

  /** The wait for guards, of which a test may register its own. */
  effects(leaseMs = TEST_LEASE_MS): Effects {
    return new Effects(new PostgresGuardRegistry(this.orm), new Clock(), leaseMs);
  }

  tokens(peppers: Peppers, sealingKey?: SealingKey): TokenCommands {
    const commands = this.commands(peppers, sealingKey);
    const store = new TokenStore(this.orm);
    return new TokenCommands(
      new TokenService(
        store,
        new WorkspaceStore(this.orm),
        new OperatorStore(this.orm),
        commands,
        peppers,
        knownProfiles('acme'),
        new TokenRefusals(new Changes(this.orm)),
      ),
    );
  }

  massRevocation(peppers = somePeppers()): MassRevocation {
    const [operators, workspaces] = [new OperatorStore(this.orm), new WorkspaceStore(this.orm)];
    return new MassRevocation(workspaces, operators, this.commands(peppers), new Changes(this.orm));
  }

  tokenImport(peppers: Peppers): TokenImport {
    const [operators, workspaces] = [new OperatorStore(this.orm), new WorkspaceStore(this.orm)];
    return new TokenImport(workspaces, operators, this.commands(peppers), peppers);
  }

  allTokenShapes(): AllTokenShapes {
    return new AllTokenShapes(this.orm);
  }

  team(peppers = somePeppers()): Team {
    const [operators, workspaces] = [new OperatorStore(this.orm), new WorkspaceStore(this.orm)];
    return new Team(operators, workspaces, this.commands(peppers), new Passwords(), new Estate());
  }

  workspaces(peppers = somePeppers()): WorkspaceService {
    const [operators, workspaces] = [new OperatorStore(this.orm), new WorkspaceStore(this.orm)];
    return new WorkspaceService(workspaces, operators, this.commands(peppers), knownProfiles('acme'));
  }

  services(peppers: Peppers): ServiceAccounts {
    return new ServiceAccounts(new ServiceAccountStore(this.orm), new Changes(this.orm), peppers);
  }

  principals(accessTokens: AccessTokens, sessions: SessionCommands, peppers = somePeppers()): Principals {
    const refused = new RefusedCommands(new Changes(this.orm));
    return new Principals(accessTokens, sessions.service, this.services(peppers), refused);
  }

  sessions(accessTokens: AccessTokens, passwords: Passwords): SessionCommands {
    const store = new SessionStore(this.orm);
    const logins = new Logins(store, passwords, new Changes(this.orm));
    const peppers = somePeppers();
    return new SessionCommands(
      new SessionService(
        ...([store, logins, this.commands(peppers), accessTokens, peppers, this.effects()] as const),
      ),
    );
  }
}

/** A command as it reaches a service; a new one unless a key is named. */
export const aCommand = <Request extends object>(
  { pattern, secrets }: Contract<Request, unknown>,
  request: Request,
  key: string = randomUUID(),
): Command<Request> => ({ key, pattern, request, secretsOfReply: secrets.reply });

/** What a handler is told of a message. */
export function aContext(
  { pattern, kind, secrets }: Contract<never, unknown>,
  principal: string | null,
  id: string = randomUUID(),
): BusContext {
  const envelope = { id, kind, pattern, budget_ms: 1_000, reply_to: '', body: '{}' };
  return new BusContext([envelope, principal, { kind, secrets }]);
}

/** The service of tokens, by what is asked of it. */
export class TokenCommands {
  constructor(readonly service: TokenService) {}

  issue(by: Actor, request: IssueTokenRequest, key?: string): ReturnType<TokenService['issue']> {
    return this.service.issue(by, aCommand(issueToken, request, key));
  }

  update(by: Actor, request: UpdateTokenRequest, key?: string): ReturnType<TokenService['update']> {
    return this.service.update(by, aCommand(updateToken, request, key));
  }

  rotate(by: Actor, id: string, grace_seconds?: number, key?: string): ReturnType<TokenService['rotate']> {
    const request = { id, ...(grace_seconds !== undefined && { grace_seconds }) };
    return this.service.rotate(by, aCommand(rotateToken, request, key));
  }

  revoke(by: Actor, id: string, key?: string): ReturnType<TokenService['revoke']> {
    return this.service.revoke(by, aCommand(revokeToken, { id }, key));
  }

  readonly get: TokenService['get'] = (by, id) => this.service.get(by, id);
  readonly list: TokenService['list'] = (by, request) => this.service.list(by, request);
  readonly verify: TokenService['verify'] = (digest) => this.service.verify(digest);
}

/** The service of sessions, by what is asked of it. */
export class SessionCommands {
  constructor(readonly service: SessionService) {}

  open(request: OpenSessionRequest, key?: string): ReturnType<SessionService['open']> {
    return this.service.open(aCommand(openSession, request, key));
  }

  refresh(refresh_token: string, key?: string): ReturnType<SessionService['refresh']> {
    return this.service.refresh(aCommand(refreshSession, { refresh_token }, key));
  }

  close(by: OperatorIdentity, key?: string): ReturnType<SessionService['close']> {
    return this.service.close(by, aCommand(closeSession, {}, key));
  }

  readonly verify: SessionService['verify'] = (sessionId) => this.service.verify(sessionId);
}

/** What was thrown instead of an answer. */
export async function refusalOf(answer: Promise<unknown>): Promise<Refusal> {
  const thrown: unknown = await answer.catch((error: unknown) => error);
  if (thrown instanceof Refusal) return thrown;
  throw new Error('It was not refused.', { cause: thrown });
}

export const pepperText = (version: number): string => `${version}:${randomBytes(32).toString('base64')}`;
export const somePeppers = (): Peppers => readPeppers(pepperText(1));
export const someSigningKey = (): SigningKey => new SigningKey(generateKeyPairSync('ed25519').privateKey);
/** Long enough to be told from a margin, short enough to be waited for. */
export const TEST_LEASE_MS = 1_000;
const someSealingKey = SealingKey.oneTime();
