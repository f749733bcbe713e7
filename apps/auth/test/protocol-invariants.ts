import { type SeenGuard, type Stage, type Story } from './protocol-steps.js';

export interface Outcome {
  readonly stage: Stage;
  readonly stories: readonly [Story, Story];
  /** What PostgreSQL refused. */
  readonly errors: readonly unknown[];
  /** The registry when both have ended. */
  readonly guards: readonly SeenGuard[];
  /** The greatest number in the log, and whether it had gaps, after each step. */
  readonly heads: readonly { readonly head: number; readonly isDense: boolean }[];
}

/** What must be true whatever the order; each that is not, in words. */
export function violations(outcome: Outcome): string[] {
  return [
    ...refused(outcome),
    ...orderOfCommits(outcome),
    ...outcome.stories.flatMap((story) => [
      ...offersAreWhole(story),
      ...offersAreKept(story, outcome),
      ...registrationIsSeen(story, outcome),
      ...repeatSeesTheChange(story, outcome),
      ...verificationIsOfOneMoment(story, outcome),
    ]),
  ];
}

const refused = ({ errors }: Outcome): string[] => errors.map((error) => `refused: ${String(error)}`);

const orderOfCommits = ({ heads }: Outcome): string[] =>
  heads.every(({ head, isDense }, index) => isDense && head >= (heads[index - 1]?.head ?? 0))
    ? []
    : ['the log appeared in another order than its numbers'];

/** A lease on a position comes with every entry up to it. */
const offersAreWhole = ({ offers = [] }: Story): string[] =>
  offers.flatMap((told) =>
    [...told.values()].flatMap((offer) => {
      if (!offer) return [];
      const { from, to, entries } = offer;
      const wanted = Array.from({ length: to - from }, (_, index) => from + 1 + index);
      return entries.join() === wanted.join()
        ? []
        : ['a lease was granted on a position with a missed entry'];
    }),
  );

/** Who was offered something is still waited for, and recorded as offered just that or more. */
function offersAreKept({ offers = [] }: Story, { guards, stories }: Outcome): string[] {
  const left = stories.map((story) => story.left);
  const last = offers.at(-1) ?? new Map<string, null>();
  return [...last].flatMap(([id, offer]) => {
    const row = guards.find((guard) => guard.id === id);
    const hadLease = offers.some((told) => told.get(id));
    if (!offer && row) return ['a guard that is registered was told that it is unknown'];
    if (!offer) return hadLease && !left.includes(id) ? ['a guard with a lease was struck off'] : [];
    if (left.includes(id)) return [];
    if (!row) return ['a guard with a lease is waited for by nobody'];
    return row.offered >= offer.to && row.position <= offer.to
      ? []
      : ['a row says what its guard was not told'];
  });
}

/** A change that a guard did not see when it registered waits for that guard. */
function registrationIsSeen({ registered }: Story, { stories, heads }: Outcome): string[] {
  if (!registered) return [];
  const { id, at } = registered;
  const change = stories.find((story) => story.change);
  const number = change?.change?.number ?? null;
  if (number === null || !change?.view) return [];
  if (at >= number) return heads.some(({ head }) => head >= number) ? [] : ['a change that is not was seen'];
  return change.view.guards.some((guard) => guard.id === id)
    ? []
    : ['a change was not waited for by a guard that registered without it'];
}

function repeatSeesTheChange({ change, view }: Story, { stories }: Outcome): string[] {
  if (change?.number !== null || !view) return [];
  const made = stories.map((story) => story.change?.number ?? null).find((number) => number !== null);
  return made !== undefined && view.head >= made
    ? []
    : ['a repeated change read an older head than the first'];
}

function verificationIsOfOneMoment({ verified }: Story, { stories }: Outcome): string[] {
  const number = stories.map((story) => story.change?.number ?? null).find((each) => each !== null);
  if (!verified || number === undefined) return [];
  return verified.isGood === verified.asOf < number ? [] : ['a verdict is of another moment than its as_of'];
}
