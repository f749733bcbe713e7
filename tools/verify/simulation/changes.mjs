/**
 * @typedef {import('./postgres.mjs').Tables} Tables
 * @typedef {import('./postgres.mjs').TokenRow} TokenRow
 * @typedef {import('./postgres.mjs').OwnerRow} OwnerRow
 * @typedef {import('./postgres.mjs').WorkspaceRow} WorkspaceRow
 * @typedef {import('./random.mjs').Random} Random
 */

/**
 * One command: two with the same key are one.
 * @typedef {object} Deed
 * @property {string} key
 * @property {string} name
 * @property {(tables: Tables) => string[] | null} make What it touches; null: it finds it done already.
 */

export const SLUGS = /** @type {const} */ (['north', 'south', 'east']);

/** Who there is, and what may be done to them. */
export class Changes {
  #random;
  #seed;
  #expiries;
  #count = 0;
  #revision = 0;
  /** @type {TokenRow[]} */
  #tokens;
  /** @type {{ id: string, name: string, workspaceId: string }[]} */
  #owners;
  /** @type {string[]} */
  #workspaces;
  /** Of a token that is imported later, and of one that never is. @type {readonly [string, string]} */
  #unknown;

  /**
   * @param {Random} random
   * @param {number} seed
   * @param {{ expiries: number }} often So many changes more are of when tokens expire, from 0 to 1.
   */
  constructor(random, seed, { expiries }) {
    this.#random = random;
    this.#seed = seed;
    this.#expiries = expiries;
    this.#workspaces = [1, 2].map(() => random.uuid());
    this.#owners = [0, 0, 1].map((workspace, nth) => ({
      id: random.uuid(),
      name: `owner ${nth}`,
      workspaceId: String(this.#workspaces[workspace]),
    }));
    // Two of one owner, three of one workspace.
    this.#tokens = [0, 0, 1, 2].map((owner, nth) => ({
      id: random.uuid(),
      digest: digestOf(nth),
      name: this.#nextName(),
      isActive: true,
      isDeleted: false,
      abilities: nth === 1 ? ['contacts.read', 'messages.send'] : null,
      ownerId: String(this.#owners[owner]?.id),
      workspaceId: String(this.#owners[owner]?.workspaceId),
      expiresAt: null,
    }));
    this.#unknown = [digestOf(8), digestOf(9)];
  }

  get digests() {
    return [...this.#tokens.map(({ digest }) => digest), ...this.#unknown];
  }

  /** @param {Tables} tables Empty until then. */
  begin(tables) {
    for (const token of this.#tokens) tables.tokens.set(token.id, { ...token });
    for (const { id } of this.#owners)
      tables.owners.set(id, { id, isActive: true, permissions: ['messages.send'] });
    this.#workspaces.forEach((id, nth) => tables.workspaces.set(id, { id, slug: String(SLUGS[nth]) }));
  }

  /**
   * Something that an operator asks for.
   * @param {number} now
   * @returns {Deed}
   */
  any(now) {
    const random = this.#random;
    const { id, name, workspaceId } = random.pick(
      this.#tokens.map((token, nth) => ({ ...token, name: `token ${nth}` })),
    );
    const owner = random.pick(this.#owners);
    const heir = random.pick(this.#owners.filter((other) => other.workspaceId === workspaceId));
    const transfer = () => this.#ofToken(`transfer ${name} to ${heir.name}`, id, { ownerId: heir.id });
    const workspace = random.pick(this.#workspaces);
    const slug = random.pick(SLUGS);
    const [imported] = this.#unknown;
    const expire = () =>
      this.#ofToken(`expiry of ${name}`, id, { expiresAt: now + random.between(200, 4_000) });
    if (random.chance(this.#expiries)) return expire();
    return random.pick([
      () => this.#ofToken(`revoke ${name}`, id, { isActive: false }),
      () => this.#ofToken(`revoke ${name}`, id, { isActive: false }),
      () => this.#ofToken(`restore ${name}`, id, { isActive: true }),
      () => this.#ofToken(`restore ${name}`, id, { isActive: true }),
      () => this.#ofToken(`narrow ${name}`, id, { abilities: ['contacts.read'] }),
      () => this.#ofToken(`widen ${name}`, id, { abilities: null }),
      transfer,
      transfer,
      expire,
      () => this.#ofToken(`no expiry of ${name}`, id, { expiresAt: null }),
      () => this.#ofOwner(`deactivate ${owner.name}`, owner.id, { isActive: false }),
      () => this.#ofOwner(`activate ${owner.name}`, owner.id, { isActive: true }),
      () => this.#ofOwner(`${owner.name} may not send`, owner.id, { permissions: [] }),
      () => this.#ofOwner(`${owner.name} may send`, owner.id, { permissions: ['messages.send'] }),
      () => this.#ofWorkspace(`rename a workspace to ${slug}`, workspace, { slug }),
      () => this.#import(imported, owner),
    ])();
  }

  /**
   * One that finds nothing done already.
   * @param {number} now
   */
  certain(now) {
    return this.#random.pick(this.ofEach(now));
  }

  /**
   * One for each token, that finds nothing done already.
   * @param {number} now
   */
  ofEach(now) {
    const change = { expiresAt: now + 60_000 };
    return this.#tokens.map(({ id }, nth) => this.#ofToken(`expiry of token ${nth}, much later`, id, change));
  }

  /** A token whose workspace has two owners, that is there from the beginning; and what ends it for one who takes it for that of another owner. */
  one() {
    const { id, digest, ownerId, workspaceId } = this.#random.pick(this.#tokens.slice(0, -1));
    const other = this.#owners.find((owner) => owner.workspaceId === workspaceId && owner.id !== ownerId);
    let expiresAt = 1_000_000;
    return {
      digest,
      touch: () => this.#ofToken('touch the one token', id, { expiresAt: ++expiresAt }),
      transfer: () => this.#ofToken('transfer the one token', id, { ownerId: String(other?.id) }),
      end: () => this.#ofOwner('deactivate its owner', ownerId, { isActive: false }),
    };
  }

  /** One that finds everything done already. */
  idle() {
    return this.#deed('do what is done', () => null);
  }

  /**
   * The same under another key: not a repetition, but it may find all done.
   * @param {Deed} deed
   * @returns {Deed}
   */
  again({ name, make }) {
    return this.#deed(`${name}, again`, make);
  }

  /**
   * @param {string} name
   * @param {Deed['make']} make
   * @returns {Deed}
   */
  #deed(name, make) {
    return { key: `${this.#seed}.${++this.#count}`, name, make };
  }

  /**
   * @param {string} name
   * @param {string} id
   * @param {Partial<TokenRow>} change
   */
  #ofToken(name, id, change) {
    return this.#deed(name, ({ tokens }) => {
      const row = /** @type {TokenRow} */ (tokens.get(id));
      if (!isNews(row, change)) return null;
      tokens.set(id, { ...row, ...change, name: this.#nextName() });
      return [id];
    });
  }

  /**
   * @param {string} name
   * @param {string} id
   * @param {Partial<OwnerRow>} change
   */
  #ofOwner(name, id, change) {
    return this.#deed(name, ({ owners }) => {
      const row = /** @type {OwnerRow} */ (owners.get(id));
      if (!isNews(row, change)) return null;
      owners.set(id, { ...row, ...change });
      return [id];
    });
  }

  /**
   * @param {string} name
   * @param {string} id
   * @param {Partial<WorkspaceRow>} change
   */
  #ofWorkspace(name, id, change) {
    return this.#deed(name, ({ workspaces }) => {
      const row = /** @type {WorkspaceRow} */ (workspaces.get(id));
      if (!isNews(row, change)) return null;
      workspaces.set(id, { ...row, ...change });
      return [id];
    });
  }

  /**
   * @param {string} digest
   * @param {{ id: string, workspaceId: string }} owner
   */
  #import(digest, { id: ownerId, workspaceId }) {
    const id = this.#random.uuid();
    const terms = {
      isActive: true,
      isDeleted: false,
      abilities: null,
      ownerId,
      workspaceId,
      expiresAt: null,
    };
    return this.#deed('import a token', ({ tokens }) => {
      if ([...tokens.values()].some((row) => row.digest === digest)) return null;
      tokens.set(id, { id, digest, name: this.#nextName(), ...terms });
      return [digest];
    });
  }

  #nextName() {
    return `r${++this.#revision}`;
  }
}

/** @param {number} nth */
const digestOf = (nth) => String(nth).repeat(64);

/**
 * @param {object} row
 * @param {object} change
 */
function isNews(row, change) {
  const before = /** @type {Record<string, unknown>} */ (row);
  return Object.entries(change).some(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(before[field]),
  );
}
