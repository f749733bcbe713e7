import { type OperatorRef, type WorkspaceRef } from '@latchkey/contracts';

/** Who acts in a workspace: a person through a session, or a service through its own credential. */
export interface Actor {
  readonly operator: OperatorRef;
  readonly workspace: WorkspaceRef;
}
