/**
 * @typedef {import('../../../libs/contracts/src/index.js').LogEntry} LogEntry
 * @typedef {import('../../../libs/contracts/src/index.js').LogPosition} LogPosition
 * @typedef {import('../../../libs/contracts/src/index.js').TokenAnswer} TokenAnswer
 * @typedef {import('../../../libs/contracts/src/index.js').Ability} Ability
 * @typedef {import('../../../libs/contracts/src/index.js').Permission} Permission
 * @typedef {import('../../../apps/auth/src/guards/guard-registry.js').Renewal} Renewal
 * @typedef {import('../../../apps/auth/src/guards/guard-registry.js').Offer} Offer
 * @typedef {import('../../../apps/auth/src/guards/guard-registry.js').RegistryView} RegistryView
 */

/** 2026-01-01 */
const EPOCH = 1_767_225_600_000;

/**
 * @typedef {object} TokenRow
 * @property {string} id
 * @property {string} digest
 * @property {string} name Another after each change of the row, so that no state of it looks like another.
 * @property {boolean} isActive
 * @property {boolean} isDeleted
 * @property {Ability[] | null} abilities
 * @property {string} ownerId
 * @property {string} workspaceId
 * @property {number | null} expiresAt Milliseconds of the history.
 *
 * @typedef {{ id: string, isActive: boolean, permissions: Permission[] }} OwnerRow
 * @typedef {{ id: string, slug: string }} WorkspaceRow
 * @typedef {{ number: number, entry_id: string, at: number, touches: string[] }} LogRow
 * @typedef {object} GuardRow
 * @property {number} position
 * @property {number} offered
 * @property {number} leaseMs
 * @property {number} renewedAt
 * @property {number} fellSilentAt When it last asked again after having said nothing for as long as a lease.
 *
 * @typedef {object} Tables
 * @property {Map<string, TokenRow>} tokens
 * @property {Map<string, OwnerRow>} owners
 * @property {Map<string, WorkspaceRow>} workspaces
 * @property {LogRow[]} log Never empty.
 * @property {Map<string, GuardRow>} guards
 * @property {Map<string, number>} timelines
 * @property {Map<string, object>} replies By the command's key.
 */

/**
 * What can be wrong in a statement, for the rules that live in SQL.
 * @typedef {object} StatementFlaws
 * @property {boolean} [strikesOffByPosition]
 * @property {boolean} [strikesOffOthers] Also whoever is not named.
 * @property {boolean} [strikesOffForLost] Also for an entry that the log does not have.
 * @property {boolean} [registersOver] An id that is taken is registered anew.
 * @property {boolean} [grantsToStrangers] A lease also for who has no row.
 * @property {boolean} [takesOfferAsPosition] What was sent counts as applied.
 * @property {boolean} [ignoresEntryIds]
 * @property {boolean} [takesSaidNumbers] Of what guards say, the number is enough.
 * @property {boolean} [offersNothing] The entries are sent, but `offered` is not stored.
 */

/**
 * What the statements of auth do (`guards/statements.ts`, `token.store.ts`), each at once and alone: the one stand-in
 * that the lease notes allow. That they are so on a real PostgreSQL is shown on real connections, elsewhere.
 */
export class Postgres {
  /** @type {Tables} */
  tables = {
    tokens: new Map(),
    owners: new Map(),
    workspaces: new Map(),
    log: [],
    guards: new Map(),
    timelines: new Map([['1', -EPOCH]]),
    replies: new Map(),
  };
  timeline = 1;
  /** Guards whose rows went, and when each was last silent for as long as a lease. @type {{ at: number, lapsedAt: number }[]} */
  gone = [];
  /** Every entry there ever was, by its moment. @type {Map<number, number>} */
  numbers = new Map();
  #time;
  #newId;
  #mostEntries;
  #flaws;
  #lastAt = 0;

  /**
   * @param {object} options
   * @param {() => number} options.time Milliseconds of the history.
   * @param {() => string} options.newId
   * @param {number} options.mostEntries More are not sent at once.
   * @param {StatementFlaws} options.flaws
   */
  constructor({ time, newId, mostEntries, flaws }) {
    this.#time = time;
    this.#newId = newId;
    this.#mostEntries = mostEntries;
    this.#flaws = flaws;
    this.append([]);
  }

  /** The newest entry. */
  get head() {
    return /** @type {LogRow} */ (this.tables.log.at(-1));
  }

  /**
   * The end of a transaction that has changed something. No two entries are of one millisecond: a receipt tells which.
   * @param {string[]} touches
   * @returns {import('../../../libs/contracts/src/index.js').LinkedEntry & { at: Date }}
   */
  append(touches) {
    const before = this.tables.log.at(-1);
    const number = before ? before.number + 1 : 0;
    const at = Math.max(Math.floor(this.#time()), this.#lastAt + 1);
    this.#lastAt = at;
    this.numbers.set(at, number);
    const entry = { number, entry_id: this.#newId(), touches };
    this.tables.log.push({ ...entry, at });
    return { ...entry, previous_id: before?.entry_id ?? '', at: new Date(EPOCH + at) };
  }

  /**
   * The token and the head in one statement.
   * @param {string} digest
   * @returns {TokenAnswer}
   */
  verify(digest) {
    const { number: as_of, entry_id: as_of_entry } = this.head;
    const token = [...this.tables.tokens.values()].find((row) => row.digest === digest);
    if (!token) return { outcome: 'invalid', reason: 'unknown', as_of, as_of_entry, depends_on: [digest] };
    const owner = /** @type {OwnerRow} */ (this.tables.owners.get(token.ownerId));
    const workspace = /** @type {WorkspaceRow} */ (this.tables.workspaces.get(token.workspaceId));
    const depends_on = [token.id, owner.id, workspace.id];
    const left = token.expiresAt === null ? null : Math.floor(token.expiresAt - this.#time());
    const reason = flawOf(token, owner, left);
    if (reason) return { outcome: 'invalid', reason, as_of, as_of_entry, depends_on };
    const { id, name, abilities } = token;
    return {
      outcome: 'valid',
      identity: {
        kind: 'token',
        id,
        name,
        key_prefix: '',
        abilities: abilities && [...abilities],
        allowed_routes: null,
        rate_limits: [],
        quota: null,
        owner: { id: owner.id, permissions: [...owner.permissions] },
        workspace: { id: workspace.id, slug: workspace.slug },
        expires_at: null,
        expires_in_ms: left,
        superseded: null,
      },
      as_of,
      as_of_entry,
      depends_on,
    };
  }

  /**
   * @param {string} id
   * @param {number} leaseMs
   * @returns {LogPosition | null}
   */
  register(id, leaseMs) {
    if (this.tables.guards.has(id) && !this.#flaws.registersOver) return null;
    const { number, entry_id } = this.head;
    this.tables.guards.set(id, {
      position: number,
      offered: number,
      leaseMs,
      renewedAt: this.#time(),
      fellSilentAt: -Infinity,
    });
    return { number, entry_id };
  }

  /**
   * @param {readonly Renewal[]} renewals
   * @param {number} leaseMs
   * @returns {(Offer | null)[]}
   */
  renew(renewals, leaseMs) {
    const { log, guards } = this.tables;
    const { number, entry_id } = this.head;
    const oldest = /** @type {LogRow} */ (log[0]).number;
    return renewals.map(({ id, position: asked }) => {
      const entry = log[asked.number - oldest];
      const isKnown = entry?.entry_id === asked.entry_id || (entry && this.#flaws.ignoresEntryIds);
      const row = guards.get(id);
      if (!(isKnown || asked.number < oldest) || !(row || this.#flaws.grantsToStrangers)) return null;
      if (row) {
        const applied = this.#flaws.takesOfferAsPosition ? number : isKnown ? asked.number : row.position;
        row.position = Math.max(row.position, applied);
        if (!this.#flaws.offersNothing) row.offered = Math.max(row.offered, number);
        const now = this.#time();
        // By the lease that it had: whoever looked meanwhile saw that one.
        if (now - row.renewedAt >= row.leaseMs) row.fellSilentAt = now;
        row.leaseMs = Math.max(row.leaseMs, leaseMs);
        row.renewedAt = now;
      }
      const isLost = !isKnown || asked.number + this.#mostEntries < number;
      const entries = log.filter((each) => each.number > asked.number).map(toEntry);
      return { entries: isLost ? null : entries, position: { number, entry_id } };
    });
  }

  /** @param {string} id */
  leave(id) {
    this.#remove(id);
  }

  /**
   * @param {readonly Renewal[]} said
   * @returns {RegistryView}
   */
  look(said) {
    const { guards, timelines } = this.tables;
    const now = this.#time();
    const since = timelines.get(String(this.timeline));
    /** @param {string} id */
    const saidOf = (id) =>
      Math.max(
        -1,
        ...said
          .filter((each) => each.id === id && this.#has(each.position))
          .map((each) => each.position.number),
      );
    return {
      head: { ...this.head, at: new Date(EPOCH + this.head.at) },
      at: new Date(EPOCH + now),
      guards: [...guards].map(([id, { position, offered, leaseMs, renewedAt }]) => ({
        id,
        position: Math.max(position, saidOf(id)),
        offered,
        leaseMs,
        silentForMs: now - renewedAt,
      })),
      timeline: { id: String(this.timeline), knownForMs: since === undefined ? null : now - since },
    };
  }

  /**
   * @param {LogPosition} entry
   * @param {readonly string[]} ids
   * @returns {number | null}
   */
  strikeOff({ number, entry_id }, ids) {
    const isThere = this.#at(number)?.entry_id === entry_id;
    if (!isThere && !this.#flaws.strikesOffForLost) return null;
    let count = 0;
    for (const [id, { offered, position }] of this.tables.guards) {
      if ((this.#flaws.strikesOffByPosition ? position : offered) >= number) continue;
      if (!ids.includes(id) && !this.#flaws.strikesOffOthers) continue;
      this.#remove(id);
      count++;
    }
    return count;
  }

  /** @param {string} id */
  rememberTimeline(id) {
    if (!this.tables.timelines.has(id)) this.tables.timelines.set(id, this.#time());
  }

  /**
   * Forgets the oldest entries.
   * @param {number} kept
   */
  prune(kept) {
    this.tables.log = this.tables.log.slice(-kept);
  }

  /**
   * It goes on in a new timeline: as it was, or as a backup has it.
   * @param {Tables | null} backup
   */
  failOver(backup) {
    for (const id of this.tables.guards.keys()) if (backup && !backup.guards.has(id)) this.#remove(id);
    if (backup) this.tables = structuredClone(backup);
    this.timeline++;
  }

  /** @param {LogPosition} place */
  #has({ number, entry_id }) {
    const entry = this.#at(number);
    return entry?.entry_id === entry_id || (entry !== undefined && this.#flaws.takesSaidNumbers);
  }

  /** @param {number} number */
  #at(number) {
    const { log } = this.tables;
    return log[number - /** @type {LogRow} */ (log[0]).number];
  }

  /** @param {string} id */
  #remove(id) {
    const row = this.tables.guards.get(id);
    this.tables.guards.delete(id);
    const now = this.#time();
    if (!row) return;
    const lapsedAt = now - row.renewedAt >= row.leaseMs ? now : row.fellSilentAt;
    this.gone.push({ at: now, lapsedAt });
  }
}

/**
 * @param {TokenRow} token
 * @param {OwnerRow} owner
 * @param {number | null} left
 */
function flawOf(token, owner, left) {
  if (token.isDeleted) return 'deleted';
  if (!token.isActive) return 'inactive';
  if (left !== null && left <= 0) return 'expired';
  return owner.isActive ? null : 'owner_inactive';
}

/**
 * @param {LogRow} row
 * @returns {LogEntry}
 */
const toEntry = ({ number, entry_id, touches }) => ({ number, entry_id, touches: [...touches] });
