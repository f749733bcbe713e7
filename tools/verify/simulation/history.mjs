import { AuthProcess } from './auth-process.mjs';
import { Changes } from './changes.mjs';
import { GuardProcess } from './guard-process.mjs';
import { Bus, Connections } from './links.mjs';
import { Postgres } from './postgres.mjs';
import { Random } from './random.mjs';
import { Timeline } from './timeline.mjs';
import { Truth } from './truth.mjs';

/**
 * @typedef {import('./tree.mjs').Tree} Tree
 * @typedef {import('./host.mjs').Host} Host
 * @typedef {import('./links.mjs').Weather} Weather
 * @typedef {import('./auth-process.mjs').Answered} Answered
 * @typedef {import('./changes.mjs').Deed} Deed
 * @typedef {import('./postgres.mjs').StatementFlaws & { readsApart?: boolean }} Flaws
 */

/**
 * `stale decision` is promise P1, and what every rule that is switched off must end in. The others are of promises P2
 * and P10: an answer that is wrong about itself or too late, a guard without a lease, what is never cleared away.
 * @typedef {object} Violation
 * @property {'stale decision' | 'wrong count' | 'late answer' | 'no lease' | 'left over' | 'defect'} kind
 * @property {string} what
 * @property {number} time
 * @property {string | null} about The digest of the token.
 */

/** @typedef {{ time: number, who: string, what: string, about: string | null }} Note */

/**
 * What a history has more of than others: some faults do harm only where several of a kind meet.
 * @typedef {'mixed' | 'restore' | 'ahead' | 'echoes' | 'crossing' | 'failover' | 'joining' | 'belated' | 'clocks' | 'leases'} Climate
 */

/**
 * By the seed, twenty in turn.
 * - `restore`: PostgreSQL goes on from a backup;
 * - `ahead`: and guards have asked about a change which was lost by that, and which they had not come to;
 * - `echoes`: and an auth that stood still calls out what was lost by that;
 * - `crossing`: and does so just when guards are being told what is there instead;
 * - `failover`: a replica is promoted that has everything;
 * - `joining`: guards come and go, and their messages come late, and twice; `belated`: what PostgreSQL says does, too;
 * - `clocks`: wall clocks are stepped while tokens expire;
 * - `leases`: auths grant leases of very different lengths.
 * What is promised after a restore is less: such histories are of their own kind.
 * @type {readonly Climate[]}
 */
const CLIMATES = [
  'restore',
  'mixed',
  'joining',
  'mixed',
  'echoes',
  'clocks',
  'failover',
  'mixed',
  'restore',
  'leases',
  'mixed',
  'mixed',
  'echoes',
  'joining',
  'failover',
  'clocks',
  'belated',
  'crossing',
  'ahead',
  'mixed',
];

/**
 * @param {number} seed
 * @returns {Climate}
 */
export const climateOf = (seed) => CLIMATES[seed % CLIMATES.length] ?? 'mixed';

/** What the weather of a history is picked from, and what of it is otherwise in a climate. */
const MIXED_WEATHER = {
  loss: [0, 0.02, 0.1, 0.3],
  deafness: [0, 0, 0.5, 1],
  doubling: [0, 0.05, 0.3],
  lateness: [0.01, 0.1, 0.3],
  latenessOfStatements: [0],
};
/** @type {Partial<Record<Climate, Partial<typeof MIXED_WEATHER>>>} */
const WEATHER = {
  joining: { deafness: [0.5, 1], doubling: [0.5], lateness: [0.3, 0.6] },
  belated: { deafness: [0.5, 1], latenessOfStatements: [0.1, 0.3] },
  ahead: { loss: [0], deafness: [0] },
  echoes: { deafness: [0, 0, 0.5] },
  crossing: { loss: [0], deafness: [0], lateness: [0.01] },
  leases: { deafness: [0.5] },
};

/** What leases are picked from. @type {Partial<Record<Climate, readonly number[]>>} */
const LEASES_MS = {
  restore: [600, 1_500, 2_500],
  ahead: [2_500],
  echoes: [600, 1_500, 2_500],
  crossing: [1_500],
  leases: [300],
};

const MARGIN_MS = 250;
/** From the moment at which a wait may end: two looks, a strike-off, and timers that are late. */
const SCHEDULING_MS = 250;
const EPOCH = 1_767_225_600_000;

/** One world, its processes and its past. What happens in it is up to others. */
export class History {
  timeline = new Timeline();
  /** @type {Violation[]} */
  violations = [];
  /** @type {Note[]} */
  notes = [];
  counts = { decisions: 0, fromMemory: 0, late: 0, unavailable: 0, effective: 0, lapsed: 0, pending: 0 };
  /** When PostgreSQL was not itself. @type {{ from: number, to: number }[]} */
  troubles = [];

  /**
   * @param {Tree} tree
   * @param {number} seed
   * @param {Flaws} flaws
   */
  constructor(tree, seed, flaws) {
    const random = new Random(seed);
    this.tree = tree;
    this.random = random;
    this.climate = climateOf(seed);
    this.readsApart = flaws.readsApart ?? false;
    this.leaseMs = random.pick(LEASES_MS[this.climate] ?? [300, 600, 1_000, 1_500]);
    // Who has to begin anew, or has no room, is not harmed by what these are for.
    const isRoomy = this.climate === 'ahead' || this.climate === 'crossing';
    this.cacheBytes = isRoomy ? 1_000_000 : random.pick([1_000_000, 1_000_000, 1_800, 1_000]);
    const { loss, deafness, doubling, lateness, latenessOfStatements } = {
      ...MIXED_WEATHER,
      ...WEATHER[this.climate],
    };
    /** @type {Weather} */
    this.weather = {
      loss: random.pick(loss),
      deafness: random.pick(deafness),
      doubling: random.pick(doubling),
      lateness: random.pick(lateness),
      delayMs: random.pick([3, 3, 40]),
      isSorted: this.climate === 'leases' || this.climate === 'crossing',
    };
    const timeout = () => new tree.BusUnavailableError('timeout');
    this.bus = new Bus(this.timeline, random, this.weather, timeout);
    this.connections = new Connections(this.timeline, random, {
      slowness: random.pick([1.5, 1.5, 25]),
      lateness: random.pick(latenessOfStatements),
    });
    this.postgres = new Postgres({
      time: () => this.timeline.now,
      newId: () => random.uuid(),
      mostEntries: isRoomy ? 1_000 : random.pick([1_000, 1_000, 2, 0]),
      flaws,
    });
    this.changes = new Changes(random, seed, { expiries: this.climate === 'clocks' ? 0.5 : 0 });
    this.truth = new Truth(this.changes.digests);
    this.changes.begin(this.postgres.tables);
    this.truth.commit(this.postgres.tables);
    // Replicas need not have been given the same lease: somebody changes it.
    const other = this.climate === 'leases' ? random.pick([3, 20]) : random.chance(0.2) ? 3 : 1;
    this.auths = [1, other].map((times, nth) => new AuthProcess(this, `auth ${nth}`, this.leaseMs * times));
    this.guards = Array.from(
      { length: random.whole(2, 3) },
      (_, nth) => new GuardProcess(this, `guard ${nth}`),
    );
  }

  get longestLeaseMs() {
    return Math.max(...this.auths.map(({ leaseMs }) => leaseMs));
  }

  get isStale() {
    return this.violations.some(({ kind }) => kind === 'stale decision');
  }

  /**
   * @param {string} who
   * @param {string} what
   * @param {string | null} [about]
   */
  note(who, what, about = null) {
    this.notes.push({ time: this.timeline.now, who, what, about });
  }

  /**
   * @param {Violation['kind']} kind
   * @param {string} what
   * @param {string | null} [about]
   */
  violate(kind, what, about = null) {
    this.note('-->', `${kind}: ${what}`, about);
    this.violations.push({ kind, what, time: this.timeline.now, about });
  }

  /**
   * @param {string} guard
   * @param {Parameters<Truth['judge']>[0]} decision
   * @param {string} how
   */
  judge(guard, decision, how) {
    this.counts.decisions++;
    if (how === 'from memory') this.counts.fromMemory++;
    if (decision.promised > 1) this.counts.late++;
    const took = decision.decided - decision.arrived;
    this.note(
      guard,
      `${decision.made}, ${how}${took > 0 ? ` ${took.toFixed(1)} ms before` : ''}`,
      decision.digest,
    );
    const wrong = this.truth.judge(decision);
    if (wrong) this.violate('stale decision', `${guard} (${how}): ${wrong}`, decision.digest);
  }

  /** Of a token that nobody asks about. @type {string | null} */
  hushed = null;

  /**
   * @param {GuardProcess} guard
   * @param {string} digest
   * @param {import('./truth.mjs').Wanted} wanted
   */
  request(guard, digest, wanted) {
    if (digest !== this.hushed) guard.request(digest, wanted);
  }

  /**
   * A hint, to every guard. Some entries are too long for one.
   * @param {Host} from
   * @param {import('../../../libs/contracts/src/index.js').LinkedEntry} entry
   */
  announce(from, entry) {
    const hint = { newest: entry.number, entry: this.random.chance(0.5) ? entry : null };
    for (const guard of this.guards) {
      this.bus.callOut(from, guard.host, () => {
        guard.hear(hint);
      });
    }
  }

  /**
   * Somebody asks for it, at either auth, and goes by the answer.
   * @param {Deed} deed
   * @param {number} delay Milliseconds.
   */
  order(deed, delay) {
    this.timeline.at(this.timeline.now + delay, () => {
      this.command(this.random.pick(this.auths), deed, this.onEffective);
    });
  }

  onEffective = () => undefined;

  /**
   * A command reaches an auth; what comes of it is judged in the turn in which it is answered.
   * @param {AuthProcess} auth
   * @param {Deed} deed
   * @param {() => void} onEffective
   */
  command(auth, deed, onEffective) {
    auth.host.arrive(auth.host.life, () => {
      this.note(auth.host.name, `is asked to ${deed.name}`);
      const before = { stoppedMs: auth.host.stoppedMs, stops: auth.host.stops };
      auth.command(deed).then(
        (answered) => {
          this.#answered(auth, deed, answered, before);
          if (answered.receipt.state === 'effective') onEffective();
        },
        (/** @type {unknown} */ error) => {
          this.note(auth.host.name, `${deed.name}: ${String(error)}`);
        },
      );
    });
  }

  /**
   * @param {AuthProcess} auth
   * @param {Deed} deed
   * @param {Answered} answered
   * @param {{ stoppedMs: number, stops: number }} before
   */
  #answered(auth, deed, { receipt, commit, waited }, before) {
    const who = auth.host.name;
    const longest = this.#longestWait(auth, waited, before);
    if (waited > longest)
      this.violate(
        'late answer',
        `${who}: ${deed.name} took ${waited.toFixed(0)} of at most ${longest.toFixed(0)} ms`,
      );
    if (receipt.state === 'pending') {
      this.counts.pending++;
      this.note(who, `${deed.name}: pending`);
      return;
    }
    this.counts.effective++;
    if (receipt.lapsed > 0) this.counts.lapsed++;
    this.truth.answer(commit);
    const { acknowledged, lapsed } = receipt;
    this.note(
      who,
      `${deed.name}: effective up to commit ${commit}, acknowledged ${acknowledged}, lapsed ${lapsed}`,
    );
    const number = this.postgres.numbers.get(Date.parse(receipt.changed_at) - EPOCH) ?? Infinity;
    const known = auth.view?.guards.filter(({ position }) => position >= number).length;
    if (acknowledged !== known)
      this.violate('wrong count', `${who} says ${acknowledged} acknowledged, ${known} have`);
    const since = this.timeline.now - waited - 3_000;
    // Whoever slept between two looks cannot tell how a guard went that had been silent before: it may have said goodbye.
    const isAwake = auth.host.ranAgainAt < since;
    const gone = this.postgres.gone.filter(
      ({ at, lapsedAt }) => at >= since && (lapsedAt >= since || !isAwake),
    ).length;
    if (lapsed > gone) this.violate('wrong count', `${who} says ${lapsed} lapsed, ${gone} have`);
  }

  /**
   * Longer only for what nobody can help: auth did not run, or PostgreSQL did not.
   * @param {AuthProcess} auth
   * @param {number} waited
   * @param {{ stoppedMs: number, stops: number }} before
   */
  #longestWait({ host }, waited, before) {
    const lease = this.longestLeaseMs + MARGIN_MS;
    const began = this.timeline.now - waited;
    // A look that was under way when it fell asleep ends in its own time when it wakes, and the next one is the first.
    const slept = host.stops > before.stops || host.ranAgainAt > began - 1_000;
    const stopped = slept ? host.stoppedMs - before.stoppedMs + 1_000 : 0;
    const away = this.troubles
      .filter(({ from, to }) => to + lease >= began && from <= this.timeline.now)
      .reduce((sum, { from, to }) => sum + (to - from) + lease + 2_000, 0);
    return lease + SCHEDULING_MS + stopped + away;
  }
}
