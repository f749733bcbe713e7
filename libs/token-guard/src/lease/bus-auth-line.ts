import { type BusClient } from '@latchkey/bus';
import {
  type Acknowledgement,
  acknowledgementOf,
  leaveGuards,
  type LeaseGrant,
  listTokenShapes,
  type LogHint,
  type LogPosition,
  readHint,
  registerGuard,
  renewLease,
  type SessionAnswer,
  type TokenAnswer,
  type TokenShapeList,
  type UnknownGuard,
  verifySession,
  verifyToken,
} from '@latchkey/contracts';
import { type TokenDigest } from '@latchkey/token-format';
import { AuthLine } from './auth-line.js';

/** Over the bus, with its budgets. */
export class BusAuthLine extends AuthLine {
  constructor(private readonly bus: BusClient) {
    super();
  }

  register(guardId: string): Promise<LeaseGrant> {
    return this.bus.call(registerGuard, { guard_id: guardId });
  }

  renew(guardId: string, { number, entry_id }: LogPosition): Promise<LeaseGrant | UnknownGuard> {
    return this.bus.call(renewLease, { guard_id: guardId, number, entry_id });
  }

  async leave(guardId: string): Promise<void> {
    await this.bus.call(leaveGuards, { guard_id: guardId });
  }

  verifyToken(digest: TokenDigest): Promise<TokenAnswer> {
    return this.bus.call(verifyToken, { digest });
  }

  verifySession(sessionId: string, expiresAt: number): Promise<SessionAnswer> {
    return this.bus.call(verifySession, { session_id: sessionId, expires_at: expiresAt });
  }

  listTokenShapes(): Promise<TokenShapeList> {
    return this.bus.call(listTokenShapes, {});
  }

  acknowledge(acknowledgement: Acknowledgement): void {
    this.bus.notify(acknowledgementOf(acknowledgement));
  }

  onHint(listener: (hint: LogHint) => void): void {
    this.bus.onAnnouncement((text) => {
      const hint = readHint(text);
      if (hint) listener(hint);
    });
  }
}
