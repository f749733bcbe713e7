import {
  holds,
  type ImportedTokenRow,
  type importTokens,
  type ImportTokensRequest,
  Refusal,
  type ReplyOf,
  tokenIssued,
} from '@latchkey/contracts';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { v7 as newId } from 'uuid';
import { entryBy } from '../audit/audit-entry.js';
import { type Command } from '../commands/command.js';
import { Commands } from '../commands/commands.js';
import { eventBy } from '../events/outbox.js';
import { Peppers } from '../keys/peppers.js';
import { type Actor } from '../operators/actor.js';
import { adminsOnly, OperatorStore } from '../operators/operator.store.js';
import { type WorkspaceEntity } from '../workspaces/workspace.entity.js';
import { WorkspaceStore } from '../workspaces/workspace.store.js';
import { dashboardOnly, stateOf } from './api-token.js';
import { addUnknown, knownAmong } from './imported-tokens.js';
import { type NewToken } from './token.store.js';

type Rows = readonly ImportedTokenRow[];
/** By row and field: `tokens.3.sha256`. */
type Flaws = Record<string, string[]>;

const flaw = (row: number, field: keyof ImportedTokenRow, reason: string): Flaws => ({
  [`tokens.${row}.${field}`]: [reason],
});
const known = (row: number): Flaws => flaw(row, 'sha256', 'is known already');

/** Tokens that another system issued (D18). What they are is never here: only their digests are, as of our own. */
@Injectable()
export class TokenImport {
  constructor(
    private readonly workspaces: WorkspaceStore,
    private readonly operators: OperatorStore,
    private readonly commands: Commands,
    private readonly peppers: Peppers,
  ) {}

  /** All of them or none. */
  async import(by: Actor, command: Command<ImportTokensRequest>): Promise<ReplyOf<typeof importTokens>> {
    return this.commands.effective(by, command, async (change) => {
      const { tokens: wanted } = command.request;
      const workspace = await this.holdImporter(change.rows, by);
      refuse({
        ...flawsOfShapes(wanted, workspace),
        ...flawsOfExpiry(wanted),
        ...(await this.flawsOfOwners(change.rows, by, wanted)),
        ...flawsOfRepetition(wanted),
        ...(await this.flawsOfDigests(change.rows, wanted)),
      });
      const tokens = wanted.map((row) => this.newToken(row, by, workspace));
      const added = await addUnknown(change.rows, tokens);
      // Imported twice in the same moment: whoever is second finds out here.
      refuse(flawsOf(tokens, ({ id }, row) => (added.has(id) ? {} : known(row))));
      const names = tokens.map(({ name }) => name);
      change.audit(entryBy(by, 'tokens.imported', by.workspace.id, { count: tokens.length, names }));
      // Guards forget that nobody had issued them.
      change.touch(...wanted.map(({ sha256 }) => sha256));
      for (const token of tokens) change.emit(eventBy(by, tokenIssued, stateOf(token)));
      return {
        tokens: tokens.map(({ id, name, keyPrefix, ownerId }) => ({
          ...{ id, name, key_prefix: keyPrefix, owner_id: ownerId },
        })),
      };
    });
  }

  /** The workspace's shapes stay what they are meanwhile, and whoever revokes all of its tokens waits for this. */
  private async holdImporter(rows: EntityManager, by: Actor): Promise<WorkspaceEntity> {
    const workspace = await this.workspaces.hold(rows, by.workspace.id);
    const { kind, permissions } = await this.operators.holdActor(rows, by);
    if (!holds(permissions, 'admin')) throw adminsOnly();
    if (kind === 'service' && workspace.dashboardOnly) throw dashboardOnly();
    return workspace;
  }

  /** Whoever gets a token stays what they are until it is theirs, as in a transfer. */
  private async flawsOfOwners(rows: EntityManager, by: Actor, wanted: Rows): Promise<Flaws> {
    const owners = new Set(wanted.flatMap(({ owner_id }) => owner_id ?? []));
    const strangers = new Set<string>();
    for (const id of [...owners].sort()) {
      if (!(await this.operators.hold(rows, by.workspace.id, id))) strangers.add(id);
    }
    return flawsOf(wanted, ({ owner_id }, row) =>
      owner_id !== undefined && strangers.has(owner_id)
        ? flaw(row, 'owner_id', 'is no active operator of this workspace')
        : {},
    );
  }

  /** Whose it is, is not told: it may be another workspace's. */
  private async flawsOfDigests(rows: EntityManager, wanted: Rows): Promise<Flaws> {
    const candidates = wanted.map(({ sha256 }) => this.peppers.candidates(sha256).map(({ mac }) => mac));
    const found = await knownAmong(rows, candidates.flat());
    return flawsOf(candidates, (macs, row) =>
      macs.some((mac) => found.has(mac.toString('hex'))) ? known(row) : {},
    );
  }

  private newToken(row: ImportedTokenRow, by: Actor, { profile }: WorkspaceEntity): NewToken {
    return {
      id: newId(),
      workspaceId: by.workspace.id,
      ownerId: row.owner_id ?? by.operator.id,
      name: row.name,
      // Of the secret that a rotation gives it.
      profile,
      keyPrefix: row.display,
      abilities: row.abilities ? [...row.abilities] : null,
      allowedRoutes: row.allowed_routes ? [...row.allowed_routes] : null,
      rateLimits: row.rate_limits ? [...row.rate_limits] : null,
      monthlyQuota: row.monthly_quota ?? null,
      isActive: row.is_active ?? true,
      expiresAt: typeof row.expires_at === 'string' ? new Date(row.expires_at) : null,
      ...this.peppers.mac(row.sha256),
    };
  }
}

const flawsOf = <Row>(rows: readonly Row[], judge: (row: Row, n: number) => Flaws): Flaws =>
  Object.assign({}, ...rows.map(judge)) as Flaws;

/** A token of a shape that no guard looks for would never be accepted. */
const flawsOfShapes = (wanted: Rows, { tokenShapes }: WorkspaceEntity): Flaws =>
  flawsOf(wanted, ({ of }, row) =>
    tokenShapes.some((shape) => shape.of === of)
      ? {}
      : flaw(row, 'of', 'is of no shape that the workspace has: add one to its token_shapes'),
  );

const flawsOfExpiry = (wanted: Rows): Flaws =>
  flawsOf(wanted, ({ expires_at }, row) =>
    typeof expires_at === 'string' && !(Date.parse(expires_at) > Date.now())
      ? flaw(row, 'expires_at', 'must be in the future')
      : {},
  );

function flawsOfRepetition(wanted: Rows): Flaws {
  const seen = new Set<string>();
  return flawsOf(wanted, ({ sha256 }, row) => {
    if (seen.has(sha256)) return flaw(row, 'sha256', 'stands twice in this list');
    seen.add(sha256);
    return {};
  });
}

/** @throws Refusal */
function refuse(flaws: Flaws): void {
  if (Object.keys(flaws).length > 0) throw Refusal.invalid(flaws);
}
