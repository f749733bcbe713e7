import { type OpenSessionRequest, Refusal } from '@latchkey/contracts';
import { Injectable } from '@nestjs/common';
import { Changes } from '../audit/changes.js';
import { type Actor } from '../operators/actor.js';
import { Passwords } from '../operators/passwords.js';
import { SessionStore } from './session.store.js';

/** One answer for an unknown email, a wrong password and an inactive operator. */
const refusedLogin = (): Refusal =>
  new Refusal('unauthenticated', 'session.refused', 'Invalid email or password');

/** Which operator an email and a password prove. */
@Injectable()
export class Logins {
  constructor(
    private readonly sessions: SessionStore,
    private readonly passwords: Passwords,
    private readonly changes: Changes,
  ) {}

  async prove({ email, password }: OpenSessionRequest): Promise<Actor> {
    const found = await this.sessions.findOperator(email);
    const isTheirs = await this.passwords.matches(found?.password_hash ?? null, password);
    if (!found) throw refusedLogin();
    const { id, permissions, workspace_id: workspaceId, workspace_slug: slug } = found;
    if (isTheirs && found.is_active) {
      return { operator: { id, permissions }, workspace: { id: workspaceId, slug } };
    }
    await this.changes.commit(workspaceId, (change) => {
      change.audit({ workspaceId, actorId: id, action: 'session.refused', subjectId: id });
    });
    throw refusedLogin();
  }
}
