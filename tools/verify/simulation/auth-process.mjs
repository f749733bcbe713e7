import { Host } from './host.mjs';

/**
 * @typedef {import('./history.mjs').History} History
 * @typedef {import('./changes.mjs').Deed} Deed
 * @typedef {import('../../../libs/contracts/src/index.js').LogPosition} LogPosition
 * @typedef {import('../../../libs/contracts/src/index.js').Receipt} Receipt
 * @typedef {import('../../../apps/auth/src/guards/guard-registry.js').GuardRegistry} GuardRegistry
 * @typedef {import('../../../apps/auth/src/guards/guard-registry.js').RegistryView} RegistryView
 */

/**
 * What a command came to at auth.
 * @typedef {object} Answered
 * @property {Receipt} receipt
 * @property {number} commit Everything up to it is in what the command has seen.
 * @property {number} waited Milliseconds of the history since it was committed, or found so.
 */

/** Nobody asks who it is. @type {import('../../../apps/auth/src/operators/actor.js').Actor} */
const SOMEBODY = {
  operator: { id: 'somebody', permissions: [] },
  workspace: { id: 'a workspace', slug: '' },
};

/** A process with auth's half of the protocol in it. */
export class AuthProcess {
  /** @type {ReturnType<AuthProcess['inside']> | null} */
  parts = null;
  #history;

  /**
   * @param {History} history
   * @param {string} name
   * @param {number} leaseMs
   */
  constructor(history, name, leaseMs) {
    this.#history = history;
    this.leaseMs = leaseMs;
    this.host = new Host(name, history.timeline, history.random);
  }

  start() {
    this.host.isUp = true;
    this.parts = this.inside();
    this.#history.note(this.host.name, 'starts');
  }

  kill() {
    this.host.die();
    this.parts = null;
    this.#history.note(this.host.name, 'is killed');
  }

  /** In good order: whoever waits for longer than a moment is told that it is not known yet. */
  stop() {
    const { life } = this.host;
    this.parts?.effects.leave();
    this.#history.note(this.host.name, 'stops');
    this.host.after(2_500, () => {
      if (this.host.life === life) this.kill();
    });
  }

  /** @param {string} id */
  async register(id) {
    return this.#inside.renewals.register(id);
  }

  /**
   * @param {string} id
   * @param {LogPosition} position
   */
  async renew(id, position) {
    return this.#inside.renewals.renew(id, position);
  }

  /** @param {string} id */
  async leave(id) {
    return this.#inside.renewals.leave(id);
  }

  /** @param {import('../../../libs/contracts/src/index.js').Acknowledgement} acknowledgement */
  hear(acknowledgement) {
    this.parts?.effects.hear(acknowledgement);
  }

  /** @param {string} digest */
  verify(digest) {
    const { connections, postgres, readsApart } = this.#history;
    const verify = () => postgres.verify(digest);
    if (!readsApart) return connections.ask(this.host, verify);
    // A rule switched off: the token first, the head later.
    const read = connections.ask(this.host, verify);
    const head = () => postgres.head;
    return read.then(async (found) => {
      const { number: as_of, entry_id: as_of_entry } = await connections.ask(this.host, head);
      return { ...found, as_of, as_of_entry };
    });
  }

  /**
   * @param {Deed} deed
   * @returns {Promise<Answered>}
   */
  async command(deed) {
    const { tree, timeline } = this.#history;
    const seen = { commit: 0, at: 0 };
    const commands = new tree.Commands(
      /** @type {never} */ (this.#changes(seen)),
      /** @type {never} */ (this.#replies()),
      this.#inside.effects,
    );
    const command = { key: deed.key, pattern: 'auth.tokens.update.v1', request: {}, secretsOfReply: [] };
    const { receipt } = await commands.effective(SOMEBODY, command, (change) => {
      const touched = deed.make(this.#history.postgres.tables);
      if (touched) change.touch(...touched);
      return Promise.resolve({});
    });
    return { receipt, commit: seen.commit, waited: timeline.now - seen.at };
  }

  /** What is left of waits that are over. @returns {string[]} */
  remains() {
    if (!this.parts) return [];
    const { effects } = this.parts;
    const inside = /** @type {AuthInside} */ (/** @type {unknown} */ ({ effects }));
    const { size } = inside.effects.waits;
    return size > 0 ? [`${this.host.name} keeps ${size} waits`] : [];
  }

  /** Told when a change of its own is committed: it will hear of that when its turn comes. */
  onCommit = () => undefined;

  /** What the last look at the registry showed to this process. @type {RegistryView | null} */
  view = null;

  get #inside() {
    if (!this.parts) throw new Error(`${this.host.name} is not there`);
    return this.parts;
  }

  /** As `GuardsModule` puts it together. */
  inside() {
    const { tree, postgres, connections, longestLeaseMs } = this.#history;
    const { host, leaseMs } = this;
    /** @type {GuardRegistry} */
    const registry = {
      register: (id, lease) => connections.ask(host, () => postgres.register(id, lease)),
      renew: (renewals, lease) => connections.ask(host, () => postgres.renew(renewals, lease)),
      leave: (id) =>
        connections.ask(host, () => {
          postgres.leave(id);
        }),
      look: async (said = []) => {
        this.view = await connections.ask(host, () => postgres.look(said));
        return this.view;
      },
      strikeOff: (entry, ids) => connections.ask(host, () => postgres.strikeOff(entry, ids)),
      rememberTimeline: (id) =>
        connections.ask(host, () => {
          postgres.rememberTimeline(id);
        }),
    };
    const clock = {
      monotonic: () => host.monotonic(),
      after: (/** @type {number} */ ms, /** @type {() => void} */ happen) => host.after(ms, happen),
    };
    const renewals = new tree.Renewals(registry, clock, leaseMs);
    const effects = new tree.Effects(registry, clock, longestLeaseMs);
    effects.listenTo(renewals);
    return { renewals, effects };
  }

  /**
   * `Changes`, over the model: one transaction, and a hint.
   * @param {{ commit: number, at: number }} seen
   */
  #changes(seen) {
    const { connections, postgres, truth, timeline } = this.#history;
    return {
      /**
       * @param {string | null} _workspaceId
       * @param {(change: object, claimed: unknown[]) => Promise<unknown>} make
       * @param {string} key What `claim` made.
       */
      commitLogged: async (_workspaceId, make, key) => {
        /** @type {string[]} */
        const touched = [];
        const committed = await connections.commit(this.host, async () => {
          const touch = (/** @type {string[]} */ ...ids) => touched.push(...ids);
          const { replies } = postgres.tables;
          const claimed = replies.has(key) ? [] : [key];
          replies.set(key, {});
          const result = await make({ rows: {}, touch, keep: () => undefined }, claimed);
          const logged = touched.length > 0 ? postgres.append(touched) : null;
          if (logged) truth.commit(postgres.tables);
          if (logged) this.onCommit();
          if (logged) this.#history.note('postgres', `commit ${truth.commits}, entry ${logged.number}`);
          return { result, logged, commit: truth.commits };
        });
        seen.commit = committed.commit;
        seen.at = timeline.now;
        if (committed.logged) this.#history.announce(this.host, committed.logged);
        return committed;
      },
    };
  }

  /** `StoredReplies`, over the model. */
  #replies() {
    return {
      claim: (/** @type {string} */ _by, /** @type {{ key: string }} */ { key }) => key,
      find: () => Promise.resolve({}),
      kept: () => ({}),
    };
  }
}

/**
 * Private in the code, and to be empty when all is quiet.
 * @typedef {{ effects: { waits: Set<unknown> } }} AuthInside
 */
