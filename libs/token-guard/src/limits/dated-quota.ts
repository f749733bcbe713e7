import { type QuotaTerms, type TokenAnswer } from '@latchkey/contracts';

/** A quota whose month ends at a moment of our own clock. */
interface DatedQuota extends QuotaTerms {
  /** Milliseconds of the monotonic clock. */
  readonly ends_at: number;
}

/** @param sentAt When auth was asked, by the monotonic clock: the month ends no later than counted from there. */
export function withDatedQuota(answer: TokenAnswer, sentAt: number): TokenAnswer {
  if (answer.outcome !== 'valid' || answer.identity.quota === null) return answer;
  const { quota } = answer.identity;
  const { limit, month, ends_in_ms, version } = quota;
  const dated: DatedQuota = { limit, month, ends_in_ms, version, ends_at: sentAt + ends_in_ms };
  return { ...answer, identity: { ...answer.identity, quota: dated } };
}

/** Microseconds of the monotonic clock. */
export const endOf = (quota: QuotaTerms): number =>
  1_000 * ('ends_at' in quota ? (quota as DatedQuota).ends_at : performance.now() + quota.ends_in_ms);
