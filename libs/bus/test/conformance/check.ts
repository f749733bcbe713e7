import { setTimeout as delay } from 'node:timers/promises';
import { type Client, type Replica, type ServiceUnderTest, Unanswered } from './transport.js';

/** What a transport owes its users, or it is none for us. */
export interface Check {
  readonly name: string;
  /** Which of docs/architecture.md needs it. */
  readonly promise?: string;
  /** Makes Redis go away, and is given one of its own. */
  readonly endangersRedis?: true;
  /**
   * Throws a `NonConformity` where the transport falls short. Ends in bounded time on any transport. A harmless one is
   * given the replicas of the service that it shares.
   */
  readonly run: (service: ServiceUnderTest, replicas: readonly Replica[]) => Promise<void>;
}

export class NonConformity extends Error {}

export function must(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new NonConformity(otherwise);
}

export const numbers = (length: number): number[] => Array.from({ length }, (_, index) => index);
export const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

type End =
  | { readonly how: 'answered'; readonly value: unknown; readonly ms: number }
  | { readonly how: 'refused'; readonly error: unknown; readonly ms: number }
  | { readonly how: 'unanswered' | 'hangs'; readonly ms: number };

/** A call may hang for ever: no check does. */
export async function endOf(call: Promise<unknown>, withinMs: number): Promise<End> {
  const began = performance.now();
  const ms = (): number => performance.now() - began;
  const timer = new AbortController();
  const end = await Promise.race([
    call.then(
      (value): End => ({ how: 'answered', value, ms: ms() }),
      (error: unknown): End =>
        error instanceof Unanswered ? { how: 'unanswered', ms: ms() } : { how: 'refused', error, ms: ms() },
    ),
    delay(withinMs, null, { signal: timer.signal }).then(
      (): End => ({ how: 'hangs', ms: ms() }),
      (): End => ({ how: 'hangs', ms: ms() }),
    ),
  ]);
  timer.abort();
  return end;
}

/** Waits for what should come true; false when it has not. */
export async function comesTrue(
  condition: () => boolean | Promise<boolean>,
  withinMs: number,
): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (!(await condition())) {
    if (performance.now() > deadline) return false;
    await delay(10);
  }
  return true;
}

/** Longer than any answer takes here that comes at all. */
export const PATIENCE_MS = 5_000;
/** How much later than its budget a call may end. */
export const GRACE_MS = 400;
export const AT_ONCE_MS = 500;

export async function answerOf(call: Promise<unknown>, withinMs = PATIENCE_MS): Promise<unknown> {
  const end = await endOf(call, withinMs);
  const { error = null } = end.how === 'refused' ? end : {};
  must(
    end.how === 'answered',
    `a call was ${end.how}: ${error instanceof Error ? error.message : JSON.stringify(error)}`,
  );
  return end.value;
}

/** Ends by itself, however. */
export async function mustEnd(call: Promise<unknown>, withinMs: number): Promise<End> {
  const end = await endOf(call, withinMs);
  must(end.how !== 'hangs', `a call hangs, for ${Math.round(end.ms)} ms at least`);
  return end;
}

export const isServing = async (client: Client): Promise<boolean> =>
  (await endOf(client.call('echo', { value: 'ready?' }, { budgetMs: 200 }), 300)).how === 'answered';

export const begunBy = (replicas: readonly Replica[]): number[] => replicas.flatMap(({ begun }) => begun);
