import {
  type Acknowledgement,
  type LeaseGrant,
  type LogHint,
  type LogPosition,
  type SessionAnswer,
  type TokenAnswer,
  type TokenShapeList,
  type UnknownGuard,
} from '@latchkey/contracts';
import { type TokenDigest } from '@latchkey/token-format';

/**
 * What a guard asks of auth. Each question ends within its contract's budget; it rejects when there is no answer, and
 * an answer that comes later than that is never handed out.
 */
export abstract class AuthLine {
  abstract register(guardId: string): Promise<LeaseGrant>;
  abstract renew(guardId: string, position: LogPosition): Promise<LeaseGrant | UnknownGuard>;
  abstract leave(guardId: string): Promise<void>;
  abstract verifyToken(digest: TokenDigest): Promise<TokenAnswer>;
  /** @param expiresAt Of the access token that names it: seconds since 1970. */
  abstract verifySession(sessionId: string, expiresAt: number): Promise<SessionAnswer>;
  abstract listTokenShapes(): Promise<TokenShapeList>;
  /** Says it to every auth, without an answer. Some of it is lost: the next renewal says it too. */
  abstract acknowledge(acknowledgement: Acknowledgement): void;
  /** Hints may be lost, late or doubled: they make a change quick, and nothing depends on them. */
  abstract onHint(listener: (hint: LogHint) => void): void;
}
