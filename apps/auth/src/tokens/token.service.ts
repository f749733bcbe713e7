import {
  invalid,
  type InvalidReason,
  type IssuedToken,
  type IssueTokenRequest,
  type ListTokensRequest,
  type QuotaTerms,
  Refusal,
  type ReplyOf,
  type revokeToken,
  type rotateToken,
  type RotateTokenRequest,
  routesFor,
  type Superseded,
  tokenRotated,
  type RevokeTokenRequest,
  type TokenAnswer,
  type TokenIdentity,
  tokenIssued,
  type TokenPage,
  type TokenRecord,
  tokenNotFound,
  type UpdateTokenRequest,
  valid,
  type WithReceipt,
} from '@latchkey/contracts';
import {
  type FormatProfile,
  generateToken,
  parseToken,
  ProfileSet,
  tokenDigest,
} from '@latchkey/token-format';
import { Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import { v7 as newId } from 'uuid';
import { entryBy } from '../audit/audit-entry.js';
import { type Change } from '../audit/changes.js';
import { type Command } from '../commands/command.js';
import { Commands } from '../commands/commands.js';
import { eventBy } from '../events/outbox.js';
import { type PepperedMac, Peppers } from '../keys/peppers.js';
import { type Actor } from '../operators/actor.js';
import { OperatorStore } from '../operators/operator.store.js';
import { pageOf, type PageStart } from '../paging/page.js';
import { type WorkspaceEntity } from '../workspaces/workspace.entity.js';
import { WorkspaceStore } from '../workspaces/workspace.store.js';
import { type ApiTokenEntity } from './api-token.entity.js';
import { TokenRefusals } from './token-refusals.js';
import { dashboardOnly, reachOf, stateOf, toRecord } from './api-token.js';
import { noteDeletion, noteUpdate } from './noted-changes.js';
import { type TokenChanges, TokenStore, type VerifiableToken } from './token.store.js';

@Injectable()
export class TokenService {
  constructor(
    private readonly tokens: TokenStore,
    private readonly workspaces: WorkspaceStore,
    private readonly operators: OperatorStore,
    private readonly commands: Commands,
    private readonly peppers: Peppers,
    private readonly profiles: ProfileSet,
    private readonly refusals: TokenRefusals,
  ) {}

  /** What the token is now, or why it is not good. Nothing is remembered: PostgreSQL is asked each time. */
  async verify(digest: string): Promise<TokenAnswer> {
    const { token, asOf } = await this.tokens.findByMac(this.peppers.candidates(digest));
    if (!token || !this.peppers.matches({ mac: token.mac, pepperVersion: token.pepper_version }, digest)) {
      return { ...invalid('unknown'), ...asOf, depends_on: [digest] };
    }
    const flaw = flawOf(token);
    if (flaw) this.refusals.note(token, flaw);
    if (!flaw && token.is_awaited) await this.tokens.beginGraces(token);
    const depends_on = [token.id, token.owner_id, token.workspace_id];
    return { ...(flaw ? invalid(flaw) : valid(toIdentity(token))), ...asOf, depends_on };
  }

  /** The token exists in the reply only; storage keeps its digest under a pepper (X5, X6). */
  async issue(by: Actor, command: Command<IssueTokenRequest>): Promise<IssuedToken> {
    return this.commands.once(by, command, async (change) => {
      const { request } = command;
      // Judged here and not before: a repetition gets its reply, though the time it names may be past by now.
      const expiresAt = toInstant(request.expires_at) ?? null;
      const workspace = await this.holdIssuer(change, by);
      const profile = this.profileNamed(request.profile ?? workspace.profile);
      const { key, ...secret } = this.newSecret(profile);
      const token = await this.tokens.add(change.rows, {
        id: newId(),
        workspaceId: by.workspace.id,
        ownerId: by.operator.id,
        name: request.name,
        profile: profile.name,
        abilities: request.abilities ? [...request.abilities] : null,
        allowedRoutes: routesFor(request),
        rateLimits: request.rate_limits ? [...request.rate_limits] : null,
        monthlyQuota: request.monthly_quota ?? null,
        isActive: request.is_active ?? true,
        expiresAt,
        ...secret,
      });
      const { name, abilities, allowed_routes, rate_limits, monthly_quota, expires_at } = toRecord(token);
      const detail = { name, abilities, allowed_routes, rate_limits, monthly_quota, expires_at };
      change.audit(entryBy(by, 'token.issued', token.id, detail));
      change.emit(eventBy(by, tokenIssued, stateOf(token)));
      return { ...toRecord(token), key };
    });
  }

  list(by: Actor, request: ListTokensRequest): Promise<TokenPage> {
    const unusedDays = request.unused_days ?? null;
    const find = ({ before, take }: PageStart): Promise<ApiTokenEntity[]> =>
      this.tokens.page(reachOf(by), take, { before, unusedDays });
    return pageOf(request, find, toRecord);
  }

  async get(by: Actor, id: string): Promise<TokenRecord> {
    const token = await this.tokens.find(reachOf(by), id);
    if (!token) throw tokenNotFound();
    return toRecord(token);
  }

  async update(by: Actor, command: Command<UpdateTokenRequest>): Promise<TokenRecord & WithReceipt> {
    return this.commands.effective(by, command, async (change) => {
      const { id, ...request } = command.request;
      const wanted: TokenChanges = {
        name: request.name,
        abilities: request.abilities && [...request.abilities],
        allowedRoutes: request.allowed_routes && [...request.allowed_routes],
        rateLimits: request.rate_limits && [...request.rate_limits],
        monthlyQuota: request.monthly_quota,
        expiresAt: toInstant(request.expires_at),
        isActive: request.is_active,
        ownerId: request.owner_id,
      };
      const before = await this.tokens.lock(change.rows, reachOf(by), id);
      if (!before || before.deletedAt) throw tokenNotFound();
      const changed = differing(before, wanted);
      if (changed.ownerId !== undefined) await this.refuseTransfer(change, by, changed.ownerId);
      if (Object.keys(changed).length === 0) return toRecord(before);
      const after = await this.tokens.update(change.rows, before, changed);
      noteUpdate(change, by, { before, after, changed });
      return toRecord(after);
    });
  }

  /** A new secret under the same id (D10). What guards remember of the old one is ended like that of a revoked token. */
  async rotate(by: Actor, command: Command<RotateTokenRequest>): Promise<ReplyOf<typeof rotateToken>> {
    return this.commands.effective(by, command, async (change) => {
      const { id, grace_seconds: graceSeconds = 0 } = command.request;
      // Who is deactivated meanwhile must not be left with a secret of somebody else's token.
      await this.holdIssuer(change, by);
      const before = await this.tokens.lock(change.rows, reachOf(by), id);
      if (!before || before.deletedAt) throw tokenNotFound();
      const { key, ...secret } = this.newSecret(this.profileNamed(before.profile));
      const { token, until } = await this.tokens.rotate(change.rows, id, { ...secret, graceSeconds });
      const detail = { key_prefix: token.keyPrefix, before: before.keyPrefix, grace_seconds: graceSeconds };
      change.audit(entryBy(by, 'token.rotated', id, detail));
      change.touch(id);
      change.emit(
        eventBy(by, tokenRotated, {
          token_id: id,
          owner_id: token.ownerId,
          grace_seconds: graceSeconds,
          until: graceSeconds > 0 ? until.toISOString() : null,
        }),
      );
      return { ...toRecord(token), key };
    });
  }

  /** For good (D9). Asked again, it answers the same: whoever retries must not be told that the token is a stranger. */
  async revoke(by: Actor, command: Command<RevokeTokenRequest>): Promise<ReplyOf<typeof revokeToken>> {
    return this.commands.effective(by, command, async (change) => {
      const { id, reason } = command.request;
      const token = await this.tokens.lock(change.rows, reachOf(by), id);
      if (!token) throw tokenNotFound();
      if (token.deletedAt) return { id };
      await this.tokens.bury(change.rows, id);
      noteDeletion(change, by, token, reason);
      return { id };
    });
  }

  /** The new owner stays what they are until the token is theirs: who deactivates them then, ends the token too (D4). */
  private async refuseTransfer({ rows }: Change, by: Actor, ownerId: string): Promise<void> {
    await this.operators.holdAdmin(rows, by);
    if (await this.operators.hold(rows, by.workspace.id, ownerId)) return;
    throw Refusal.invalid({ owner_id: ['is no active operator of this workspace'] });
  }

  private newSecret(profile: FormatProfile): PepperedMac & { key: string; keyPrefix: string } {
    const key = generateToken(profile);
    const keyPrefix = parseToken(key, this.profiles)?.prefix8 ?? '';
    return { key, keyPrefix, ...this.peppers.mac(tokenDigest(key)) };
  }

  /**
   * Whoever deactivates the operator, or revokes all tokens of the workspace, waits for this, or this for them: no new
   * secret escapes.
   */
  private async holdIssuer({ rows }: Change, by: Actor): Promise<WorkspaceEntity> {
    const workspace = await this.workspaces.hold(rows, by.workspace.id);
    const { kind } = await this.operators.holdActor(rows, by);
    if (kind === 'service' && workspace.dashboardOnly) throw dashboardOnly();
    return workspace;
  }

  private profileNamed(name: string): FormatProfile {
    const profile = this.profiles.named(name);
    if (!profile) throw Refusal.invalid({ profile: [`must be one of: ${this.profiles.names.join(', ')}`] });
    return profile;
  }
}

function flawOf(token: VerifiableToken): InvalidReason | null {
  if (token.is_deleted) return 'deleted';
  if (token.ends_in_ms !== null && Number(token.ends_in_ms) <= 0) return 'superseded';
  if (!token.is_active) return 'inactive';
  if (token.expires_in_ms !== null && Number(token.expires_in_ms) <= 0) return 'expired';
  return token.is_owner_active ? null : 'owner_inactive';
}

const toIdentity = (token: VerifiableToken): TokenIdentity => ({
  kind: 'token',
  id: token.id,
  name: token.name,
  key_prefix: token.key_prefix,
  abilities: token.abilities,
  allowed_routes: token.allowed_routes,
  rate_limits: token.rate_limits,
  quota: quotaOf(token),
  owner: { id: token.owner_id, permissions: token.owner_permissions },
  workspace: { id: token.workspace_id, slug: token.workspace_slug },
  expires_at: token.expires_at?.toISOString() ?? null,
  expires_in_ms: token.expires_in_ms === null ? null : Number(token.expires_in_ms),
  superseded: supersededOf(token),
});

const supersededOf = ({ secret_id, until, ends_in_ms }: VerifiableToken): Superseded | null =>
  secret_id === null || until === null
    ? null
    : { secret_id, until: until.toISOString(), ends_in_ms: Number(ends_in_ms) };

const quotaOf = (token: VerifiableToken): QuotaTerms | null =>
  token.monthly_quota === null
    ? null
    : {
        limit: Number(token.monthly_quota),
        month: token.month,
        ends_in_ms: Number(token.month_ends_in_ms),
        version: token.quota_version,
      };

/** undefined stays undefined ("leave it"), null stays null ("never"). */
function toInstant(text: string | null | undefined): Date | null | undefined {
  if (text === undefined || text === null) return text;
  const instant = new Date(text);
  if (!(instant.getTime() > Date.now())) throw Refusal.invalid({ expires_at: ['must be in the future'] });
  return instant;
}

function differing(before: ApiTokenEntity, wanted: TokenChanges): TokenChanges {
  const isChange = ([field, value]: [string, unknown]): boolean =>
    value !== undefined && !isDeepStrictEqual(value, before[field as keyof TokenChanges]);
  return Object.fromEntries(Object.entries(wanted).filter(isChange));
}
