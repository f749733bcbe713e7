import { type OpenSessionRequest, Refusal } from '@latchkey/contracts';
import { Injectable } from '@nestjs/common';
import { Changes } from '../audit/changes.js';
import { type OperatorEntity } from '../operators/operator.entity.js';
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

  async prove({ email, password }: OpenSessionRequest): Promise<OperatorEntity> {
    const operator = await this.sessions.findOperator(email);
    const isTheirs = await this.passwords.matches(operator?.passwordHash ?? null, password);
    if (!operator) throw refusedLogin();
    if (isTheirs && operator.isActive) return operator;
    const { id, workspaceId } = operator;
    await this.changes.commit((change) => {
      change.audit({ workspaceId, actorId: id, action: 'session.refused', subjectId: id });
    });
    throw refusedLogin();
  }
}
