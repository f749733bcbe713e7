import { History } from './history.mjs';
import { SLUGS } from './changes.mjs';
import { scheduleFaults } from './faults.mjs';

/**
 * @typedef {import('./history.mjs').Flaws} Flaws
 * @typedef {import('./tree.mjs').Tree} Tree
 * @typedef {import('./truth.mjs').Wanted} Wanted
 */

/** For so long things happen: at least so many milliseconds, and so many leases. */
const LEAST_MS = 4_000;
const LEASES = 6;
/**
 * So many changes at any time: what comes between may spoil what a climate is for.
 * @type {Partial<Record<import('./history.mjs').Climate, [number, number]>>}
 */
const CHANGES = { ahead: [2, 5], echoes: [2, 5], crossing: [0, 1] };
/** Questions that were on their way have ended then, and all that they caused. */
const DRAIN_MS = 3_000;

/**
 * One seed, one history: what is asked of whom, and what goes wrong meanwhile. At the end everything works again, and
 * everything must be well.
 * @param {Tree} tree
 * @param {number} seed
 * @param {Flaws} [flaws]
 */
export async function tell(tree, seed, flaws = {}) {
  const history = new History(tree, seed, flaws);
  const { timeline, leaseMs, longestLeaseMs } = history;
  const isOver = () => history.isStale;
  const end = Math.max(LEAST_MS, LEASES * leaseMs);
  for (const auth of history.auths) auth.start();
  for (const guard of history.guards) guard.start();
  scheduleRequests(history, end + longestLeaseMs);
  scheduleChanges(history, end);
  const heal = scheduleFaults(history, end);
  await timeline.passUntil(end, isOver);
  if (!isOver()) {
    heal();
    // The last faults have ended by then, and the last leases that were lost.
    await timeline.passUntil(end + 3 * longestLeaseMs + 2 * DRAIN_MS, isOver);
  }
  if (!isOver()) await checkThatAllIsWell(history);
  return history;
}

/**
 * @param {History} history
 * @param {number} end
 */
function scheduleRequests(history, end) {
  const { random, timeline, guards } = history;
  for (const guard of guards) {
    let time = 0;
    while ((time += random.between(5, 90)) < end) {
      timeline.at(time, () => {
        history.request(guard, random.pick(history.changes.digests), anyWish(history));
      });
    }
  }
}

/**
 * @param {History} history
 * @returns {Wanted}
 */
function anyWish({ random }) {
  return {
    workspace: random.chance(0.7) ? undefined : random.pick(SLUGS),
    ability: random.pick([null, 'contacts.read', 'messages.send']),
  };
}

/**
 * @param {History} history
 * @param {number} end
 */
function scheduleChanges(history, end) {
  const { random, timeline, leaseMs, climate } = history;
  history.onEffective = () => {
    askAbout(history);
  };
  const [least, most] = CHANGES[climate] ?? [8, 16];
  for (let count = random.whole(least, most); count > 0; count--) {
    timeline.at(random.between(300, end), () => {
      const deed = history.changes.any(timeline.now);
      history.order(deed, 0);
      // The same one again, or another of the same content, while the first may be waiting or lost.
      if (random.chance(0.6)) history.order(deed, random.between(1, 1.5 * leaseMs));
      if (random.chance(0.3)) history.order(history.changes.again(deed), random.between(1, leaseMs));
      if (random.chance(0.3)) history.order(history.changes.again(deed), random.between(0, 20));
      // Requests that are on their way when it comes.
      if (random.chance(0.4)) askAbout(history);
      if (random.chance(0.3))
        random.pick(history.guards).host.stop(random.between(5, 1.4 * leaseMs), { isAsleep: false });
    });
  }
}

/**
 * Whoever has just heard that it is effective tries at once, everywhere, and again.
 * @param {History} history
 */
function askAbout(history) {
  const { random, timeline, guards } = history;
  for (const guard of guards) {
    for (const digest of history.changes.digests) {
      for (const delay of [0.001, random.between(0, 300)]) {
        timeline.at(timeline.now + delay, () => {
          history.request(guard, digest, anyWish(history));
        });
      }
    }
  }
}

/**
 * Every guard has a lease again, a change is quick once it has been found out who is gone, and nothing is left of anything.
 * @param {History} history
 */
async function checkThatAllIsWell(history) {
  const { timeline, guards, auths, longestLeaseMs } = history;
  const isOver = () => history.isStale;
  for (const { host, hasLease } of guards) {
    if (!hasLease) history.violate('no lease', `${host.name} has none, though all is well again`);
  }
  for (const [longest, reason] of /** @type {const} */ ([
    [longestLeaseMs + 500, 'who has gone without a word is waited for once'],
    [500, 'nobody has gone since the last one'],
  ])) {
    const seen = { isEffective: false };
    history.command(history.random.pick(auths), history.changes.certain(timeline.now), () => {
      seen.isEffective = true;
    });
    await timeline.passUntil(timeline.now + longest, isOver);
    if (!seen.isEffective)
      history.violate('late answer', `A change takes more than ${longest} ms: ${reason}`);
  }
  await timeline.passUntil(timeline.now + DRAIN_MS, isOver);
  for (const what of [...guards, ...auths].flatMap((process) => process.remains()))
    history.violate('left over', what);
}
