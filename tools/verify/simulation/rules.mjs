/**
 * @typedef {import('../planted-dist.mjs').Edit} Edit
 * @typedef {import('./history.mjs').Flaws} Flaws
 */

/**
 * A rule of the protocol, and how the code looks without it.
 * @typedef {object} Rule
 * @property {string} name
 * @property {string} without What is done instead.
 * @property {readonly Edit[]} [edits] In the compiled code; each text must be there exactly once.
 * @property {import('./history.mjs').Climate} [climate] Where it is searched for: elsewhere it takes thousands of seeds.
 * @property {Flaws} [flaws] In the model of PostgreSQL's statements, where the rule is one of SQL.
 */

const LEASE = 'libs/token-guard/src/lease/lease.js';
const TERM = 'libs/token-guard/src/lease/lease-term.js';
const MEMORY = 'libs/token-guard/src/cache/memory.js';
const RECORDS = 'libs/token-guard/src/cache/record-cache.js';
const FILLS = 'libs/token-guard/src/fills/fills.js';
const VERIFIER = 'libs/token-guard/src/verifiers/caching-token-verifier.js';
const RENEWALS = 'apps/auth/src/guards/renewals.js';
const EFFECTS = 'apps/auth/src/guards/effects.js';
const WAIT = 'apps/auth/src/guards/wait.js';
const COMMANDS = 'apps/auth/src/commands/commands.js';

const ANSWER = 'receipt: await this.effects.whenEffective(logged) }';
const AT_ONCE = `receipt: { state: 'effective', changed_at: (logged?.at ?? new Date(0)).toISOString(), effective_at: '', acknowledged: 0, lapsed: 0 }`;

/**
 * @param {string} file
 * @param {string} find
 * @param {string} replace
 * @returns {Edit}
 */
const edit = (file, find, replace) => ({ file, find, replace });

/** @type {readonly Rule[]} */
export const rules = [
  // Auth: the answer that waits.
  {
    name: 'wait-for-guards',
    without: 'a change is answered when it is committed',
    edits: [edit(COMMANDS, ANSWER, `${AT_ONCE} }`)],
  },
  {
    name: 'every-change-waits',
    without: 'one change in four is answered when it is committed',
    edits: [
      edit(COMMANDS, ANSWER, `...(logged && logged.number % 4 === 0 ? { ${AT_ONCE} } : { ${ANSWER}) }`),
    ],
  },
  {
    name: 'wait-on-repetition',
    without: 'a command that finds it changed already is answered at once',
    edits: [edit(COMMANDS, ANSWER, `...(logged ? { ${ANSWER} : { ${AT_ONCE} }) }`)],
  },
  {
    name: 'new-head-for-repetition',
    without: 'a repetition waits for its own entry, not for the head that it saw',
    edits: [
      edit(
        COMMANDS,
        'receipt: await this.effects.whenEffective(logged)',
        'receipt: await this.effects.whenEffective(logged ? (Commands.own ??= new Map()).set(command.key, logged).get(command.key) : (Commands.own?.get(command.key) ?? null))',
      ),
    ],
  },
  {
    name: 'full-lease',
    without: 'the longest wait is a third of a lease',
    edits: [
      edit(
        WAIT,
        'behind.map(({ leaseMs }) => leaseMs)) + LEASE_MARGIN_MS',
        'behind.map(({ leaseMs }) => leaseMs)) / 3',
      ),
    ],
  },
  {
    name: 'largest-lease',
    without: 'a wait takes the smallest lease of those that are behind',
    edits: [edit(WAIT, 'Math.max(...behind.map', 'Math.min(...behind.map')],
  },
  {
    name: 'wait-from-the-commit-on',
    without: 'a wait is as long as a lease from a moment before it began',
    edits: [
      edit(EFFECTS, 'since: now, heardAt: now, lapsed: 0', 'since: now - 1_000, heardAt: now, lapsed: 0'),
    ],
  },
  {
    name: 'look-after-the-change',
    climate: 'belated',
    without: 'who joins while a look is under way is answered by that one',
    edits: [
      edit(
        EFFECTS,
        'const view = await this.registry.look(said);',
        'const view = await this.registry.look(said);\n            waits = [...this.waits];',
      ),
    ],
  },
  {
    name: 'settled-timeline',
    climate: 'restore',
    without: 'on a new timeline nobody waits longer than else',
    edits: [edit(EFFECTS, 'if (!isSettled)', 'if (false)')],
  },
  {
    name: 'settled-for-the-longest-lease',
    climate: 'crossing',
    without: 'on a new timeline everybody waits for the longest lease of those who are registered there',
    edits: [
      edit(
        EFFECTS,
        'const enough = this.longestLeaseMs +',
        'const enough = Math.max(1_500, ...guards.map(({ leaseMs }) => leaseMs)) +',
      ),
      edit(EFFECTS, 'isSettledTimeline({ timeline }, now)', 'isSettledTimeline({ timeline, guards }, now)'),
    ],
  },
  // Auth: the registry.
  {
    name: 'strike-off-by-offered',
    without: 'the strike-off goes by position',
    flaws: { strikesOffByPosition: true },
    edits: [edit(WAIT, 'behind.filter(({ offered }) => offered < numberOf(wait))', 'behind')],
  },
  {
    name: 'strike-off-of-who-was-waited-for',
    climate: 'leases',
    without: 'who was not offered the change is struck off, though it has said that it knows it',
    flaws: { strikesOffOthers: true },
  },
  {
    name: 'strike-off-by-an-entry-of-the-log',
    without: 'an auth that waits for a change that PostgreSQL has lost strikes off who was not offered it',
    climate: 'echoes',
    flaws: { strikesOffForLost: true },
  },
  {
    name: 'offered-is-stored',
    without: 'what a guard is offered is not stored',
    flaws: { offersNothing: true },
  },
  {
    name: 'position-of-its-own',
    without: 'what was sent to a guard counts as applied',
    flaws: { takesOfferAsPosition: true },
  },
  {
    name: 'lease-for-rows-only',
    without: 'a guard without a row gets a lease',
    flaws: { grantsToStrangers: true },
  },
  {
    name: 'lease-for-answered-rows-only',
    without: 'auth grants a lease where PostgreSQL found no row',
    edits: [
      edit(
        RENEWALS,
        "return offer ? this.grant(offer) : { outcome: 'unknown' };",
        'return this.grant(offer ?? { entries: [], position });',
      ),
    ],
  },
  {
    name: 'ids-of-entries',
    without: 'a place in the log is its number only',
    flaws: { ignoresEntryIds: true },
    edits: [edit(MEMORY, '&& last.entry_id === position.entry_id', '')],
  },
  {
    name: 'chain-of-entries',
    climate: 'echoes',
    without: 'an entry that is called out is applied by its number, whatever it follows',
    edits: [edit(MEMORY, ' && entry.previous_id === this.at.entry_id', '')],
  },
  {
    name: 'ids-of-acknowledgements',
    climate: 'echoes',
    without: 'of a place that a guard says it has come to, the number is enough',
    flaws: { takesSaidNumbers: true },
  },
  {
    name: 'acknowledge-what-is-applied',
    without: 'an entry that is called out is acknowledged though it is not applied',
    edits: [
      edit(
        LEASE,
        'if (entry && memory.hear(entry))\n                this.acknowledge();',
        'if (entry && this.id !== null)\n                line.acknowledge({ guard_id: this.id, number: entry.number, entry_id: entry.entry_id });',
      ),
    ],
  },
  {
    name: 'next-entry-only',
    without: 'an entry that is called out is applied though others are missing before it',
    edits: [
      edit(
        MEMORY,
        'entry.number === this.at.number + 1 && entry.previous_id === this.at.entry_id',
        'entry.number > this.at.number',
      ),
    ],
  },
  {
    name: 'heard-is-in-the-log',
    climate: 'crossing',
    without:
      'what was heard while a grant was on its way is taken for the part of the log that the grant is of',
    edits: [edit(MEMORY, 'this.places.get(number) === entry_id', 'number <= this.at.number')],
  },
  {
    name: 'token-and-head-as-one',
    without: 'a verification reads the token first and the head later',
    flaws: { readsApart: true },
  },
  // Guard: the lease.
  {
    name: 'lease-from-sending',
    without: 'a lease counts from its arrival',
    edits: [edit(LEASE, 'new LeaseTerm(sent, lease_ms)', 'new LeaseTerm(clock.now(), lease_ms)')],
  },
  {
    name: 'lease-is-read-at-each-decision',
    without: 'a lease that was once granted is held until auth says otherwise',
    edits: [edit(LEASE, 'if (this.term.covers(at))', 'if (this.term)')],
  },
  {
    name: 'wall-clock-too',
    without: 'a lease goes by the monotonic clock alone',
    edits: [edit(TERM, ' && wall >= this.sent.wall && wall < this.untilWall', '')],
  },
  {
    name: 'monotonic-clock-too',
    without: 'a lease goes by the wall clock alone',
    edits: [edit(TERM, 'mono >= this.sent.mono && mono < this.untilMono && wall >= this.sent.wall', 'true')],
  },
  {
    name: 'entries-first',
    without: 'a lease is trusted a moment before its entries are applied',
    edits: [
      edit(
        LEASE,
        'const isNews = memory.follow(answer);\n        const waitMs = this.hold(sent, answer);',
        `const waitMs = this.hold(sent, answer);
        await new Promise((resolve) => void this.options.clock.after(200, resolve));
        const isNews = memory.follow(answer);`,
      ),
    ],
  },
  {
    name: 'fresh-id',
    climate: 'joining',
    without: 'a guard registers anew under its old id, and an id that is taken is registered over',
    flaws: { registersOver: true },
    edits: [edit(LEASE, 'const id = newId();', 'const id = this.lastId ?? newId();')],
  },
  {
    name: 'drop-lease-on-stop',
    without: 'a guard that stops strikes itself off and keeps its lease',
    edits: [edit(LEASE, 'this.isStopped = true;\n        this.term = null;', 'this.isStopped = true;')],
  },
  {
    name: 'renewals-in-flight-are-ignored-on-stop',
    without: 'a renewal that is answered while its guard stops brings a lease',
    edits: [
      edit(
        LEASE,
        'const answer = await line.renew(id, memory.position);\n        if (this.isStopped)\n            return 0;',
        'const answer = await line.renew(id, memory.position);',
      ),
    ],
  },
  // Guard: what it remembers.
  {
    name: 'empty-on-registration',
    without: 'what is remembered is kept on registration',
    edits: [
      edit(
        MEMORY,
        'startAt(position) {\n        this.empty();',
        'startAt(position) {\n        this.epoch++;',
      ),
      edit(LEASE, 'this.term = null;\n            memory.empty();', 'this.term = null;'),
    ],
  },
  {
    name: 'empty-on-too-many',
    without: 'what is remembered is kept when there are too many entries',
    edits: [edit(MEMORY, 'this.startAt(position);', 'this.at = position;')],
  },
  {
    name: 'forget-fills-on-emptying',
    without: 'questions that are on their way when the cache is emptied are answered as if nothing had been',
    edits: [edit(MEMORY, 'if (question.epoch !== this.epoch)', 'if (false)')],
  },
  {
    name: 'as-of',
    without: 'an answer that is older than an applied entry is kept',
    edits: [edit(MEMORY, ' && !this.recent.outdate(answer)', '')],
  },
  {
    name: 'places-of-answers',
    climate: 'ahead',
    without: 'an answer is kept also when it knows of entries that the guard has not come to',
    edits: [edit(MEMORY, 'return this.recent.haveReached(mark, answer);', 'return true;')],
  },
  {
    name: 'lease-for-joining',
    without: 'a request without a lease joins a question that was asked earlier',
    edits: [
      edit(FILLS, 'if (!this.lease.isHeld())\n            return ask().then(({ verdict }) => verdict);', ''),
    ],
  },
  {
    name: 'bypass-without-a-lease',
    without: 'a request without a lease is decided from memory',
    edits: [
      edit(
        VERIFIER,
        'this.lease.isHeld(at) ? this.memory.find(digest, at) : undefined',
        'this.memory.find(digest, at)',
      ),
    ],
  },
  {
    name: 'no-keeping-without-a-lease',
    without: 'an answer to a request without a lease is kept, and used later',
    edits: [
      edit(
        FILLS,
        'return ask().then(({ verdict }) => verdict);',
        `{
            const question = this.memory.beginQuestion();
            return ask().then((finding) => {
                this.memory.keep(digest, question, finding);
                return finding.verdict;
            }).finally(() => this.memory.endQuestion(question));
        }`,
      ),
    ],
  },
  {
    name: 'last-answer-is-not-joined',
    without: 'the last answer of changes without end may be joined',
    edits: [
      edit(
        FILLS,
        `finally {
            // In the turn in which it is kept, or given up: whoever comes later finds it in memory, or asks anew.
            this.joinable.delete(digest);
        }`,
        'finally { void this.clock.after(100, () => this.joinable.delete(digest)); }',
      ),
    ],
  },
  {
    name: 'what-an-entry-touches',
    without: 'an entry ends what it touches only if that is a token',
    edits: [
      edit(
        MEMORY,
        'for (const id of entry.touches) {',
        'for (const id of entry.touches.filter((id) => entry.number % 3 > 0)) {',
      ),
    ],
  },
  {
    name: 'unknown-ends-with-its-digest',
    without: 'a digest that was unknown stays so for its 5 s',
    edits: [
      edit(MEMORY, 'this.records.end(id);\n            this.unknown.delete(id);', 'this.records.end(id);'),
    ],
  },
  {
    name: 'expiry',
    without: 'what is remembered is kept beyond its expiry',
    edits: [edit(VERIFIER, 'lives.length > 0 ? Math.min(...lives) : null', 'null')],
  },
  {
    name: 'expiry-from-sending',
    without: 'a life counts from the arrival of the answer',
    edits: [edit(MEMORY, 'asked: question, livesMs', 'asked: this.clock.now(), livesMs')],
  },
  {
    name: 'expiry-by-both-clocks',
    climate: 'clocks',
    without: 'a life goes by the wall clock alone',
    edits: [
      edit(RECORDS, 'mono < untilMono && wall < untilWall', 'wall < untilWall'),
      edit(LEASE, 'Math.abs(offset - this.offset) > MOST_DRIFT_MS', 'false'),
    ],
  },
  {
    name: 'expiry-while-waiting',
    without: 'who waits for an answer gets it also when it has run out',
    edits: [
      edit(
        MEMORY,
        "if (answer.verdict.outcome === 'valid' && this.isOver(question, answer.livesMs))",
        'if (false)',
      ),
    ],
  },
];
