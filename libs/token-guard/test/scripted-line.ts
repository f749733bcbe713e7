import { BusUnavailableError } from '@latchkey/bus';
import {
  type Acknowledgement,
  type LeaseGrant,
  type LogEntry,
  type LogHint,
  type LogPosition,
  type SessionAnswer,
  type TokenAnswer,
  type TokenShapeList,
  type UnknownGuard,
} from '@latchkey/contracts';
import { type TokenDigest } from '@latchkey/token-format';
import { AuthLine } from '../src/lease/auth-line.js';

/** A question that a test answers when it likes. */
export interface Held<Asked, Answer> {
  readonly asked: Asked;
  readonly isOpen: boolean;
  answer(answer: Answer): void;
  /** As the bus does when nobody answered. */
  fail(): void;
}

interface Renewal {
  readonly id: string;
  readonly position: LogPosition;
}

export const entryId = (number: number, log = 0): string =>
  `0198c5a2-0000-7000-${String(8000 + log)}-${String(number).padStart(12, '0')}`;
export const positionAt = (number: number, log = 0): LogPosition => ({
  number,
  entry_id: entryId(number, log),
});
export const entryAt = (number: number, ...touches: string[]): LogEntry => ({
  ...positionAt(number),
  touches,
});

export const grantAt = (number: number, entries: LogEntry[] | null = null, lease_ms = 5_000): LeaseGrant => ({
  outcome: 'granted',
  lease_ms,
  entries,
  position: positionAt(number),
});

/** Auth, as far as a guard can see it: the test says what it answers, and when. */
export class ScriptedLine extends AuthLine {
  readonly registrations: Held<string, LeaseGrant>[] = [];
  readonly renewals: Held<Renewal, LeaseGrant | UnknownGuard>[] = [];
  readonly tokens: Held<string, TokenAnswer>[] = [];
  readonly sessions: Held<{ sessionId: string; expiresAt: number }, SessionAnswer>[] = [];
  readonly shapes: Held<null, TokenShapeList>[] = [];
  readonly left: string[] = [];
  readonly acknowledged: Acknowledgement[] = [];
  private listener: (hint: LogHint) => void = () => undefined;

  register(guardId: string): Promise<LeaseGrant> {
    return hold(this.registrations, guardId);
  }

  renew(id: string, position: LogPosition): Promise<LeaseGrant | UnknownGuard> {
    return hold(this.renewals, { id, position });
  }

  leave(guardId: string): Promise<void> {
    this.left.push(guardId);
    return Promise.resolve();
  }

  acknowledge(acknowledgement: Acknowledgement): void {
    this.acknowledged.push(acknowledgement);
  }

  verifyToken(digest: TokenDigest): Promise<TokenAnswer> {
    return hold(this.tokens, digest);
  }

  verifySession(sessionId: string, expiresAt: number): Promise<SessionAnswer> {
    return hold(this.sessions, { sessionId, expiresAt });
  }

  listTokenShapes(): Promise<TokenShapeList> {
    return hold(this.shapes, null);
  }

  onHint(listener: (hint: LogHint) => void): void {
    this.listener = listener;
  }

  /** Auth calls out how far its log is, without the entry. */
  hint(newest: number): void {
    this.listener({ newest, entry: null });
  }

  /** Auth calls out an entry. By default it follows the one that has the number before, in the same log. */
  callOut(entry: LogEntry, previous_id = entryId(entry.number - 1)): void {
    this.listener({ newest: entry.number, entry: { ...entry, previous_id } });
  }
}

function hold<Asked, Answer>(held: Held<Asked, Answer>[], asked: Asked): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const question = {
      asked,
      isOpen: true,
      answer: (answer: Answer) => {
        question.isOpen = false;
        resolve(answer);
      },
      fail: () => {
        question.isOpen = false;
        reject(new BusUnavailableError('timeout'));
      },
    };
    held.push(question);
  });
}

/** The question that was sent last. */
export function last<Each>(list: readonly Each[]): Each {
  const each = list.at(-1);
  if (each === undefined) throw new Error('Nothing was asked');
  return each;
}
