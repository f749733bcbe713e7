import * as contracts from '@latchkey/contracts';
import { type Contract, type Permission } from '@latchkey/contracts';
import { type Actor } from '../operators/actor.js';

/** An internal service with a credential of its own: an operator who has no password (docs/decisions/0007). */
export interface ServiceAccount {
  readonly id: string;
  readonly name: string;
  readonly workspace: { readonly id: string; readonly slug: string };
  /** Live, as a person's (D4). */
  readonly permissions: readonly Permission[];
  /** The patterns that it may send, and no other. */
  readonly may: readonly string[];
  /** False: its credential is refused, and so are its tokens. */
  readonly isActive: boolean;
}

export const actorOf = ({ id, permissions, workspace }: ServiceAccount): Actor => ({
  operator: { id, permissions },
  workspace,
});

const isContract = (value: unknown): value is Contract<object, unknown> =>
  typeof value === 'object' && value !== null && 'pattern' in value && 'needsPrincipal' in value;

/** What a service can be allowed to send: whatever needs a principal, but for what needs a session. */
export const ALLOWABLE: readonly string[] = Object.values<unknown>(contracts)
  .filter(isContract)
  .filter((contract) => contract.needsPrincipal && contract !== contracts.closeSession)
  .map(({ pattern }) => pattern);
