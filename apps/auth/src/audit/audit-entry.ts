import { type Doer } from '../operators/actor.js';

export type AuditedAction =
  | 'workspace.created'
  | 'workspace.updated'
  | 'operator.created'
  | 'operator.updated'
  | 'operator.left'
  | 'service.created'
  | 'service.disabled'
  | 'command.refused'
  | 'session.opened'
  | 'session.refused'
  | 'session.refreshed'
  | 'session.ended'
  | 'sessions.ended'
  | 'token.issued'
  | 'tokens.imported'
  | 'token.updated'
  | 'token.rotated'
  | 'token.deleted'
  | 'token.refused'
  | 'token.exposed'
  | 'tokens.revoked';

export interface AuditEntry {
  /** null: of a command that nobody known sent. */
  readonly workspaceId: string | null;
  readonly actorId: string | null;
  readonly action: AuditedAction;
  readonly subjectId: string | null;
  readonly detail?: object;
}

/** What somebody did, in their own workspace. */
export const entryBy = (
  { operator, workspace }: Doer,
  action: AuditedAction,
  subjectId: string,
  detail: object = {},
): AuditEntry => ({ workspaceId: workspace.id, actorId: operator?.id ?? null, action, subjectId, detail });
