import { type PrivateStore, startPrivateRedis } from '@latchkey/testing';
import { Logger } from '@nestjs/common';
import { type Check } from './check.js';
import { harmlessChecks, loneChecks } from './checks.js';
import { changing, changingErrors, mixing, Saboteur, type Sabotage } from './saboteur.js';
import { stock, stockAsItComes } from './stock-transport.js';
import { LIMIT_MS, Trial } from './trial.js';

/** What it owes, and how that shows. Everything else it keeps. */
const SHORTFALLS: ReadonlyMap<string, RegExp> = new Map([
  ['a handler that returns nothing has answered', /no elements in sequence/],
  ['a pattern that nobody handles is refused at once', /a call hangs/],
  ['a reply is heard by who asked, and on no channel that others share', /on one channel/],
  ['a call that nobody listens for ends within its budget', /a call hangs/],
  [
    'a call ends within its budget though its replica is paused, and is not worked on afterwards',
    /a caller that had given up/,
  ],
  ['a call ends within its budget though its replica is killed at work', /the call hangs/],
  ['no call hangs while Redis hangs, and calls are answered within 2 s of its end', /calls hang/],
  ['each of 300 effects happens once, though there are three replicas', /300 effects happened 900 times/],
  ['the replicas share the work', /one of them did all of it/],
  ['a message sent while the service is down is answered when it is back, within the budget', /not answered/],
  ['what a replica was at when it was killed is done by another', /nobody took it over/],
  ['a replica works on so many at once and no more', /it worked on 20 at once/],
  ['what is more than may wait is refused at once', /0 of 20/],
  [
    'a message that kills its replica is set aside after 5 deliveries, and the others are answered',
    /it killed every replica/,
  ],
  [
    'each group is told of each of 100 events once, and its replicas share them',
    /a group of 3 was told of 100 events [23]\d\d times/,
  ],
  ['a group is told of what happened while none of it listened', /it was not told/],
  ['an event whose handler fails is told again, until it is done', /it was told once/],
  ['an event that a killed replica was at is told to another of its group', /nobody took it over/],
]);

const OWN_ANSWERS = 'each of 500 callers gets its own answer, though the answers come out of order';
const ANY_TEXT = 'a megabyte travels each way, and any text';
const EMPTY_VALUES = 'null, false, zero, and an empty text, list and object are answers';
const OWN_ERRORS = "a handler's error reaches its caller, in its shape, and nobody else";
const DEFECTS = 'a defect is told as one, and nothing of its inside';
const FAILING_EVENT = 'an event that fails each time keeps none of 20 others from its group';
const CRASHED_REDIS =
  'both ends serve again within 2 s of the return of a Redis that crashed, without a restart';

const cut = (value: unknown): unknown => (typeof value === 'string' ? value.slice(0, 999_999) : value);
const withoutNul = (value: unknown): unknown =>
  typeof value === 'string' ? value.replaceAll('\u0000', '') : value;
const emptiesAsNull = (value: unknown): unknown => (value === '' ? null : value);
const codeAlone = (error: unknown): unknown => ({ code: (error as { code?: string }).code });
const withInside = (error: unknown): unknown =>
  error instanceof Error || (error as { code?: string }).code ? error : new Error('the inside of a defect');

/** Who spoils what, and which of the checks that Nest's transport keeps notice. */
const SABOTAGES: readonly { what: string; sabotage: Sabotage; noticedBy: readonly string[] }[] = [
  { what: 'mixes answers', sabotage: mixing(), noticedBy: [OWN_ANSWERS, OWN_ERRORS] },
  { what: 'cuts a byte off a megabyte', sabotage: changing(cut), noticedBy: [ANY_TEXT] },
  { what: 'loses a NUL', sabotage: changing(withoutNul), noticedBy: [ANY_TEXT] },
  { what: 'takes empty for nothing', sabotage: changing(emptiesAsNull), noticedBy: [EMPTY_VALUES] },
  { what: 'passes on the code alone', sabotage: changingErrors(codeAlone), noticedBy: [OWN_ERRORS] },
  { what: 'tells the inside of a defect', sabotage: changingErrors(withInside), noticedBy: [DEFECTS] },
  {
    what: 'ends with the first event that fails',
    sabotage: { endsWith: 'failing' },
    noticedBy: [FAILING_EVENT],
  },
];

beforeAll(() => {
  Logger.overrideLogger(false);
});

/**
 * docs/decisions/0009: the reason for a transport of our own, kept true; and the proof that these checks can fail.
 * Nest's transport is set up as well as it can be.
 */
describe("Nest's stock Redis transport", () => {
  let redis: PrivateStore;
  let trial: Trial;
  beforeAll(async () => {
    redis = await startPrivateRedis();
    trial = new Trial(stock, redis);
  });
  afterAll(async () => {
    await trial.close();
    await redis.stop('crash');
  });

  it('is known to fall short of checks that there are', () => {
    const names = [...harmlessChecks, ...loneChecks].map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining([...SHORTFALLS.keys()]));
  });

  const asKnown = ({ name }: Check): unknown => {
    const shortfall = SHORTFALLS.get(name);
    return shortfall ? expect.stringMatching(shortfall) : null;
  };
  const titled = (checks: readonly Check[]) =>
    checks.map((check) => ({
      check,
      title: `${SHORTFALLS.has(check.name) ? 'falls short' : 'keeps'}: ${check.name}`,
    }));

  it.each(titled(harmlessChecks))('$title', async ({ check }) => {
    expect(await trial.verdictOfHarmless(check)).toEqual(asKnown(check));
  });

  it.concurrent.each(titled(loneChecks))(
    '$title',
    async ({ check }) => {
      expect(await trial.verdictOf(check)).toEqual(asKnown(check));
    },
    LIMIT_MS,
  );

  it('does not even connect again unless it is told to', async () => {
    const [check] = loneChecks.filter(({ name }) => name === CRASHED_REDIS);
    const asItComes = new Trial(stockAsItComes, redis);
    await expect(asItComes.verdictOf(check as Check)).resolves.toBe('nobody served within 2 s');
  });
});

describe('the checks that it keeps', () => {
  const kept = (checks: readonly Check[]): Check[] => checks.filter(({ name }) => !SHORTFALLS.has(name));
  const saboteur = new Saboteur(stock);
  let redis: PrivateStore;
  let trial: Trial;
  beforeAll(async () => {
    redis = await startPrivateRedis();
    trial = new Trial(saboteur, redis);
  });
  afterAll(async () => {
    await trial.close();
    await redis.stop('crash');
  });

  it('can all fail', () => {
    const names = kept([...harmlessChecks, ...loneChecks]).map(({ name }) => name);
    const noticing = new Set(SABOTAGES.flatMap(({ noticedBy }) => noticedBy));
    // Fails above.
    noticing.add(CRASHED_REDIS);
    expect([...noticing].sort()).toEqual(names.sort());
  });

  it.each(SABOTAGES)('notice a transport that $what, and only those that should', async (spoiled) => {
    saboteur.sabotage = spoiled.sabotage;
    const noticedBy: string[] = [];
    // Who spoils answers has no hand in events, and the other way round.
    for (const check of spoiled.sabotage.spoil ? kept(harmlessChecks) : []) {
      if ((await trial.verdictOfHarmless(check)) !== null) noticedBy.push(check.name);
    }
    for (const check of spoiled.sabotage.endsWith ? kept(loneChecks) : []) {
      if ((await trial.verdictOf(check)) !== null) noticedBy.push(check.name);
    }
    expect(noticedBy).toEqual(spoiled.noticedBy);
  });
});
