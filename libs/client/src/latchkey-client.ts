import { BusAnswerError, BusClient, BusUnavailableError, type CallOptions } from '@latchkey/bus';
import {
  type Contract,
  createOperator,
  type CreateOperatorRequest,
  getToken,
  type GetTokenRequest,
  getWorkspace,
  type ImportedTokens,
  importTokens,
  type ImportTokensRequest,
  invalid,
  type IssuedToken,
  issueToken,
  type IssueTokenRequest,
  listOperators,
  type ListOperatorsRequest,
  listTokens,
  type ListTokensRequest,
  type OperatorPage,
  type OperatorRecord,
  readTokenAudit,
  type ReadTokenAuditRequest,
  Refusal,
  type RemovedOperator,
  removeOperator,
  type RemoveOperatorRequest,
  type RevokedMany,
  type RevokedToken,
  revokeManyTokens,
  type RevokeManyRequest,
  revokeToken,
  type RevokeTokenRequest,
  rotateToken,
  type RotateTokenRequest,
  type TokenAuditPage,
  type TokenPage,
  type TokenRecord,
  type TokenVerdict,
  updateOperator,
  type UpdateOperatorRequest,
  updateToken,
  type UpdateTokenRequest,
  updateWorkspace,
  type UpdateWorkspaceRequest,
  verifyToken,
  type WithReceipt,
  type WorkspaceRecord,
} from '@latchkey/contracts';
import { isTokenDigest, parseToken, ProfileSet, tokenDigest } from '@latchkey/token-format';
import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { isUnavailable } from './unavailable.js';

export interface LatchkeyOptions {
  /** Where auth is asked: `redis://…`. */
  readonly redisUrl: string;
  /** Auth's public key, as `SEALING_PUBLIC_KEY`: SubjectPublicKeyInfo DER in base64. */
  readonly sealingPublicKey: string;
  /**
   * The service's own (`npm run services -- create`): commands are done, and tokens read, on its behalf unless a call
   * names somebody else.
   */
  readonly credential?: string;
  /**
   * The deployment's own token prefix, as `TOKEN_CUSTOM_PREFIX`, if it has one. Without it this service takes
   * that deployment's tokens for malformed.
   */
  readonly customPrefix?: string;
  /** How often a command is sent before nothing is known of it: 3 times by default, 1 for no repetition. */
  readonly commandAttempts?: number;
}

export const LATCHKEY_OPTIONS = Symbol('LATCHKEY_OPTIONS');

export interface ActingOptions {
  /**
   * An operator's access token: auth does it for them, with their permissions. Named and undefined it is an error,
   * for a caller who was not there must not act with the service's own credential.
   */
  readonly principal?: string;
}

export interface CommandOptions extends ActingOptions {
  /**
   * 1 to 200 characters in one line that stand for what is done, such as the id of an order: the same key again is the same
   * command, which has its effect once and gets its first reply again, also from another process. By default a new
   * one for each call.
   */
  readonly idempotencyKey?: string;
}

const DEFAULT_ATTEMPTS = 3;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 1_000;
const LONGEST_KEY = 200;

/** Grows, so that an auth that comes back is not met by everybody at once. */
const pauseAfter = (attempt: number): number =>
  Math.min(FIRST_PAUSE_MS * 4 ** (attempt - 1), LONGEST_PAUSE_MS);

/** Whether auth may be asked again, and had better be: it has said nothing, and was not overrun. */
const isWorthRepeating = (error: unknown): error is Error =>
  error instanceof BusUnavailableError
    ? error.reason === 'timeout' || error.reason === 'disconnected'
    : isUnavailable(error);

/**
 * Latchkey, for a service of the house. Every method answers, or rejects with one of these:
 *
 * - a `Refusal`: auth says no. `kind`, `code` and, by field, `errors` tell why;
 * - what `isUnavailable` is true of, a `BusUnavailableError` above all: nobody could tell. A bad token is never
 *   told so, it is a verdict;
 * - anything else: a defect, here or at the other end.
 *
 * No call hangs. A question is asked once and ends within its budget, 0.7 s. A command has 5 s an attempt, one that
 * waits for guards 15 s; if it was not answered, or could not be sent, it is sent again with the same idempotency key, up
 * to three times in all and 16.3 s or 46.3 s at most. So an auth replica that dies is not seen, and the effect happens once. One that auth has no room
 * for (`full`) is given back at once: the caller decides what waits.
 */
@Injectable()
export class LatchkeyClient {
  private readonly attempts: number;

  constructor(
    private readonly bus: BusClient,
    private readonly profiles: ProfileSet,
    @Inject(LATCHKEY_OPTIONS) private readonly options: LatchkeyOptions,
  ) {
    this.attempts = options.commandAttempts ?? DEFAULT_ATTEMPTS;
    if (!Number.isInteger(this.attempts) || this.attempts < 1) {
      throw new RangeError('commandAttempts must be a whole number, at least 1');
    }
  }

  /** For a health check: whether a call could be sent now, and its answer heard. */
  get isConnected(): boolean {
    return this.bus.isConnected;
  }

  /**
   * What a token is now. Auth is asked each time, by the token's digest: the token itself stays in this process.
   * What cannot be a token is `invalid` without asking (promise P8). So is an imported token, which has the shape of
   * another system: ask by the digest of what that system hashed of it.
   */
  async verifyToken(presented: string | { readonly digest: string }): Promise<TokenVerdict> {
    if (typeof presented === 'string') {
      if (!parseToken(presented, this.profiles)) return invalid('unknown');
      return this.ask(verifyToken, { digest: tokenDigest(presented) }, {});
    }
    const { digest } = presented;
    // Somebody may have put the token there: it must not get as far as Redis (promise P7).
    if (!isTokenDigest(digest)) {
      throw Refusal.invalid({ digest: ['must be 64 lowercase hexadecimal characters'] });
    }
    return this.ask(verifyToken, { digest }, {});
  }

  /** The only reply that holds the token itself: `key`. A repetition of the same command gets it again. */
  async issueToken(request: IssueTokenRequest, options: CommandOptions = {}): Promise<IssuedToken> {
    return this.command(issueToken, request, options);
  }

  /**
   * Takes over tokens that another system issued, by their SHA-256: all of them, or none, and then `errors` names row and
   * field. One of the workspace's `token_shapes` has to say what they look like.
   */
  async importTokens(
    request: ImportTokensRequest,
    options: CommandOptions = {},
  ): Promise<ImportedTokens & WithReceipt> {
    return this.command(importTokens, request, options);
  }

  /** Newest first; the next page with the last one's `next_cursor`. */
  async listTokens(request: ListTokensRequest = {}, options: ActingOptions = {}): Promise<TokenPage> {
    return this.ask(listTokens, request, { principal: this.principalFor('listTokens', options) });
  }

  /** What became of it, and why it was refused; newest first. */
  async readTokenAudit(request: ReadTokenAuditRequest, options: ActingOptions = {}): Promise<TokenAuditPage> {
    return this.ask(readTokenAudit, request, { principal: this.principalFor('readTokenAudit', options) });
  }

  async getToken(request: GetTokenRequest, options: ActingOptions = {}): Promise<TokenRecord> {
    return this.ask(getToken, request, { principal: this.principalFor('getToken', options) });
  }

  /**
   * `is_active: false` is the revocation that can be taken back. The reply's `receipt` says whether every guard knows
   * of the change.
   */
  async updateToken(
    request: UpdateTokenRequest,
    options: CommandOptions = {},
  ): Promise<TokenRecord & WithReceipt> {
    return this.command(updateToken, request, options);
  }

  /**
   * A new secret under the same id, in `key`. Without `grace_seconds` every older one is dead when this resolves; with it
   * the old one goes on for so long after the new one's first use.
   */
  async rotateToken(
    request: RotateTokenRequest,
    options: CommandOptions = {},
  ): Promise<IssuedToken & WithReceipt> {
    return this.command(rotateToken, request, options);
  }

  /** Final. With a receipt as well. */
  async revokeToken(
    request: RevokeTokenRequest,
    options: CommandOptions = {},
  ): Promise<RevokedToken & WithReceipt> {
    return this.command(revokeToken, request, options);
  }

  /** The emergency: all tokens of the workspace, of an owner, or issued before an instant; with a receipt as well. */
  async revokeManyTokens(
    request: RevokeManyRequest,
    options: CommandOptions = {},
  ): Promise<RevokedMany & WithReceipt> {
    return this.command(revokeManyTokens, request, options);
  }

  /** The people of the workspace, newest first. This and what follows is for admins. */
  async listOperators(
    request: ListOperatorsRequest = {},
    options: ActingOptions = {},
  ): Promise<OperatorPage> {
    return this.ask(listOperators, request, { principal: this.principalFor('listOperators', options) });
  }

  async createOperator(
    request: CreateOperatorRequest,
    options: CommandOptions = {},
  ): Promise<OperatorRecord> {
    return this.command(createOperator, request, options);
  }

  /** What they may do, their tokens may do: with a receipt, as every change that guards have to know of. */
  async updateOperator(
    request: UpdateOperatorRequest,
    options: CommandOptions = {},
  ): Promise<OperatorRecord & WithReceipt> {
    return this.command(updateOperator, request, options);
  }

  /** For good. What becomes of their tokens is the workspace's `owner_leaves`. */
  async removeOperator(
    request: RemoveOperatorRequest,
    options: CommandOptions = {},
  ): Promise<RemovedOperator & WithReceipt> {
    return this.command(removeOperator, request, options);
  }

  /** Any operator may read it. */
  async getWorkspace(options: ActingOptions = {}): Promise<WorkspaceRecord> {
    return this.ask(getWorkspace, {}, { principal: this.principalFor('getWorkspace', options) });
  }

  async updateWorkspace(
    request: UpdateWorkspaceRequest,
    options: CommandOptions = {},
  ): Promise<WorkspaceRecord & WithReceipt> {
    return this.command(updateWorkspace, request, options);
  }

  private async command<Request extends object, Reply>(
    contract: Contract<Request, Reply>,
    request: Request,
    options: CommandOptions,
  ): Promise<Reply> {
    const call = {
      principal: this.principalFor(contract.pattern, options),
      idempotencyKey: idempotencyKeyOf(options),
    };
    let unanswered: Error | null = null;
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.ask(contract, request, call);
      } catch (error) {
        // `full` says that this attempt did nothing; what an earlier one did is as unknown as before.
        if (error instanceof BusUnavailableError && error.reason === 'full') throw unanswered ?? error;
        if (!isWorthRepeating(error) || attempt >= this.attempts) throw error;
        unanswered = error;
      }
      await sleep(pauseAfter(attempt));
    }
  }

  private async ask<Request extends object, Reply>(
    contract: Contract<Request, Reply>,
    request: Request,
    options: CallOptions,
  ): Promise<Reply> {
    try {
      return await this.bus.call(contract, request, options);
    } catch (error) {
      throw (error instanceof BusAnswerError && Refusal.fromWire(error.detail)) || error;
    }
  }

  private principalFor(what: string, options: ActingOptions): string {
    const principal = 'principal' in options ? options.principal : this.options.credential;
    if (principal) return principal;
    throw new TypeError(
      'principal' in options
        ? `${what}: { principal } was named and is empty: pass an operator's access token, or leave it out`
        : `${what} is done for somebody: set LatchkeyModule's credential, or pass { principal } with the call`,
    );
  }
}

/** The bus drops what it cannot read without a word: a key that it does not take would end as a time-out. */
function idempotencyKeyOf({ idempotencyKey = randomUUID() }: CommandOptions): string {
  const { length } = idempotencyKey;
  if (length > 0 && length <= LONGEST_KEY && !idempotencyKey.includes('\n')) return idempotencyKey;
  throw Refusal.invalid({ idempotency_key: [`must have 1 to ${LONGEST_KEY} characters in one line`] });
}
