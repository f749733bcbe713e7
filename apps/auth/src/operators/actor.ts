import { type OperatorRef, type WorkspaceRef } from '@latchkey/contracts';

/** Whose doing something is told to be, and where. */
export interface Doer {
  /** null: nobody's, such as a command of the deployment. */
  readonly operator: Pick<OperatorRef, 'id'> | null;
  readonly workspace: Pick<WorkspaceRef, 'id'>;
}

/** Who acts in a workspace: a person through a session, or a service through its own credential. */
export interface Actor {
  readonly operator: OperatorRef;
  readonly workspace: WorkspaceRef;
}
