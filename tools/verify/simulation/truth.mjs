/**
 * @typedef {import('./postgres.mjs').Tables} Tables
 * @typedef {import('../../../libs/contracts/src/index.js').Ability} Ability
 */

/**
 * What a request is about, besides its token.
 * @typedef {{ workspace: string | undefined, ability: 'contacts.read' | 'messages.send' | null }} Wanted
 */

/**
 * A token as a commit left it.
 * @typedef {object} State
 * @property {number} commit
 * @property {string | null} identity null: not good for anything.
 * @property {string} slug
 * @property {readonly string[] | null} abilities
 * @property {readonly string[]} permissions
 * @property {number | null} expiresAt
 * @property {boolean} isRestored It is what a backup had, not what anybody asked for.
 */

/** A tenth of a per cent of a life: clocks do not run equally fast. */
const DRIFT = 0.002;

/**
 * What is true, and what has been promised: written by commits and answers, and by nothing that a guard or auth says of
 * itself. A decision is stale if none of the states would have made it that its token was in from the newest change
 * that had been answered when the request arrived until the moment of the decision.
 */
export class Truth {
  commits = 0;
  /** By digest, the oldest first. @type {Map<string, State[]>} */
  #states = new Map();
  /** By digest: the commit of the newest change of it that was answered. @type {Map<string, number>} */
  #promised = new Map();
  /** Commits up to which everything was answered, in the order of the answers. @type {number[]} */
  #answers = [];

  /** @param {readonly string[]} digests All that will be asked about. */
  constructor(digests) {
    this.digests = digests;
  }

  /**
   * @param {Tables} tables As a commit has left them.
   * @param {{ isRestored?: boolean }} [how]
   */
  commit(tables, { isRestored = false } = {}) {
    this.commits++;
    for (const digest of this.digests) {
      const state = { ...stateOf(tables, digest, this.commits), isRestored };
      const states = this.#states.get(digest) ?? [];
      this.#states.set(digest, states);
      if (!isSame(states.at(-1), state)) states.push(state);
    }
  }

  /**
   * Somebody was told that everything up to this commit is effective.
   * @param {number} commit
   */
  answer(commit) {
    this.#answers.push(commit);
    this.#promise(commit);
  }

  /**
   * PostgreSQL has lost what was committed after that: promises about it are void, all others stand. What was lost is
   * neither older nor newer than what is there again: a guard may have seen it, until the next change of the token.
   * @param {number} commit
   * @param {Tables} tables As they are again.
   */
  lose(commit, tables) {
    this.#answers = this.#answers.filter((answered) => answered <= commit);
    this.#promised.clear();
    for (const answered of this.#answers) this.#promise(answered);
    this.commit(tables, { isRestored: true });
  }

  /** @param {string} digest */
  promised(digest) {
    return this.#promised.get(digest) ?? 0;
  }

  /**
   * @param {object} decision
   * @param {string} decision.digest
   * @param {Wanted} decision.wanted
   * @param {number} decision.arrived Milliseconds of the history.
   * @param {number} decision.promised What had been promised of the token by then.
   * @param {number} decision.decided
   * @param {string} decision.made
   * @returns {string | null} What is wrong with it.
   */
  judge({ digest, wanted, arrived, promised, decided, made }) {
    const states = this.#states.get(digest) ?? [];
    const possible = new Set(
      states
        .filter(({ commit }) => commit >= promised)
        .flatMap((state) => decisionsBy(state, wanted, arrived, decided)),
    );
    if (possible.has(made)) return null;
    const older = states.findLast(
      (state) => state.commit < promised && decisionsBy(state, wanted, arrived, decided).includes(made),
    );
    return `${made}, ${older ? `as commit ${older.commit} would have it` : 'as no state would have it'}, though commit ${promised} was answered before; right: ${[...possible].join(' or ')}`;
  }

  /** @param {number} commit */
  #promise(commit) {
    for (const [digest, states] of this.#states) {
      const state = states.findLast((each) => each.commit <= commit && !each.isRestored);
      if (state && state.commit > this.promised(digest)) this.#promised.set(digest, state.commit);
    }
  }
}

/**
 * @param {Tables} tables
 * @param {string} digest
 * @param {number} commit
 * @returns {Omit<State, 'isRestored'>}
 */
function stateOf({ tokens, owners, workspaces }, digest, commit) {
  const token = [...tokens.values()].find((row) => row.digest === digest);
  const owner = token && owners.get(token.ownerId);
  const workspace = token && workspaces.get(token.workspaceId);
  if (!token?.isActive || token.isDeleted || !owner?.isActive || !workspace)
    return { commit, identity: null, slug: '', abilities: [], permissions: [], expiresAt: null };
  const { abilities, expiresAt } = token;
  const { permissions } = owner;
  const { slug } = workspace;
  return { commit, identity: describe(token, owner, slug), slug, abilities, permissions, expiresAt };
}

/**
 * @param {{ name: string, abilities: readonly string[] | null }} token
 * @param {{ id: string, permissions: readonly string[] }} owner
 * @param {string} slug
 */
export const describe = ({ name, abilities }, owner, slug) =>
  `${name} (${abilities?.join('+') ?? 'all'}) of ${owner.id.slice(0, 8)} (${owner.permissions.join('+')}) in ${slug}`;

/**
 * @param {State | undefined} one
 * @param {State} other
 */
const isSame = (one, other) => one?.identity === other.identity && one.expiresAt === other.expiresAt;

/**
 * By the requirements, not by the guard's code (D3, D8, D12).
 * @param {State} state
 * @param {Wanted} wanted
 * @param {number} arrived
 * @param {number} decided
 * @returns {string[]} Two where the token expires meanwhile.
 */
function decisionsBy({ identity, slug, abilities, permissions, expiresAt }, wanted, arrived, decided) {
  if (identity === null) return ['invalid'];
  const whileAlive = () => {
    if (wanted.workspace !== undefined && wanted.workspace !== slug) return 'invalid';
    if (wanted.ability && abilities && !abilities.includes(wanted.ability)) return 'ability';
    const isSending = wanted.ability === 'messages.send';
    if (isSending && !permissions.some((each) => each === 'admin' || each === 'messages.send'))
      return 'permission';
    return `granted ${identity}`;
  };
  if (expiresAt === null) return [whileAlive()];
  return [
    ...(arrived <= expiresAt + expiresAt * DRIFT ? [whileAlive()] : []),
    ...(decided >= expiresAt - 1 ? ['invalid'] : []),
  ];
}
