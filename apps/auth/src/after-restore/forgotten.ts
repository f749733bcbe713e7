import { type EventEnvelope } from '@latchkey/bus';
import {
  type EventContract,
  type EventMessage,
  type EventOf,
  tokenExposed,
  tokenIssued,
  tokenRestored,
  tokenRevoked,
  tokenRotated,
  tokensRevoked,
  tokensTransferred,
  tokenUpdated,
} from '@latchkey/contracts';
import { isUUID } from 'class-validator';
import { type ToldTerms } from './narrower.js';

/** What was told of one token, taken together in the order in which it happened. */
export interface TokenFate {
  readonly workspaceId: string;
  /** Names of events, for people. */
  readonly because: Set<string>;
  isDeleted: boolean;
  /** The last that was told of it: false, it was given back. null: nothing was. */
  isDeactivated: boolean | null;
  /** Where it was given back; 0: nowhere. What ended many before that, ended it no more. */
  restoredAt: number;
  /** When it last got another secret. */
  rotatedAt: string | null;
  isExposed: boolean;
  terms: ToldTerms | null;
}

/** Many tokens that ended at once. */
export interface MassEnd {
  readonly position: number;
  readonly at: string;
  readonly workspaceId: string;
  /** null: whoever's. */
  readonly ownerId: string | null;
  readonly createdBefore: string | null;
  readonly how: 'deactivate' | 'delete';
}

/** An operator who left. */
export interface Departure {
  readonly workspaceId: string;
  readonly operatorId: string;
  readonly because: string;
}

/** What a restored database has forgotten, as its events tell it: facts by token, not a list to be played again. */
export class Forgotten {
  readonly tokens = new Map<string, TokenFate>();
  readonly massEnds: MassEnd[] = [];
  readonly departures: Departure[] = [];

  /** @returns False when it is none that can be understood. */
  add(position: number, event: EventEnvelope): boolean {
    const isOurs = isUUID(event.workspace_id) && !Number.isNaN(Date.parse(event.at));
    const isMany = isA(tokensRevoked, event) || isA(tokensTransferred, event);
    if (isOurs && isMany) return this.addMany(position, event);
    return isOurs && this.addOne(position, event);
  }

  /** Of the time after: it is known here, and says only what must not be taken again. */
  addKnown(position: number, event: EventEnvelope): void {
    if (isA(tokenRestored, event)) this.addOne(position, event);
  }

  private addOne(position: number, event: EventMessage): boolean {
    const { token_id: tokenId } = event.data as { token_id?: unknown };
    if (!ABOUT_TOKENS.has(event.name)) return true;
    if (event.version !== 1 || !isUUID(tokenId)) return false;
    const fate = this.fateOf(tokenId as string, event);
    if (isA(tokenRevoked, event)) {
      if (event.data.reason === 'deleted') fate.isDeleted = true;
      else fate.isDeactivated = true;
    } else if (isA(tokenRestored, event)) {
      fate.isDeactivated = false;
      fate.restoredAt = position;
    } else if (isA(tokenRotated, event)) {
      fate.rotatedAt = event.at;
    } else if (isA(tokenExposed, event)) {
      fate.isExposed = true;
    } else if (isA(tokenUpdated, event)) {
      const changed = new Set([...(fate.terms?.changed ?? []), ...event.data.changed]);
      fate.terms = { state: event.data, changed };
    }
    return true;
  }

  private fateOf(tokenId: string, { name, workspace_id: workspaceId }: EventMessage): TokenFate {
    const fate = this.tokens.get(tokenId) ?? {
      ...{ workspaceId, because: new Set<string>(), isDeleted: false, isDeactivated: null },
      ...{ restoredAt: 0, rotatedAt: null, isExposed: false, terms: null },
    };
    this.tokens.set(tokenId, fate);
    fate.because.add(name);
    return fate;
  }

  private addMany(
    position: number,
    event: EventOf<typeof tokensRevoked> | EventOf<typeof tokensTransferred>,
  ): boolean {
    const { workspace_id: workspaceId, at, name: because } = event;
    if (isA(tokensTransferred, event)) {
      const { from: operatorId } = event.data;
      if (!isUUID(operatorId)) return false;
      this.departures.push({ workspaceId, operatorId, because });
      return true;
    }
    const { owner_id: ownerId, created_before: createdBefore, reason } = event.data;
    if (ownerId !== null && !isUUID(ownerId)) return false;
    const hasLeft = reason === 'owner_left';
    const how = hasLeft ? 'delete' : 'deactivate';
    this.massEnds.push({ position, at, workspaceId, ownerId, createdBefore, how });
    if (hasLeft && ownerId !== null) this.departures.push({ workspaceId, operatorId: ownerId, because });
    return true;
  }
}

const isA = <Data extends object>(
  contract: EventContract<Data>,
  event: EventMessage,
): event is EventMessage<Data> => event.name === contract.name;

const ABOUT_TOKENS: ReadonlySet<string> = new Set(
  [tokenExposed, tokenIssued, tokenRestored, tokenRevoked, tokenRotated, tokenUpdated].map(
    ({ name }) => name,
  ),
);
