import { Host } from './host.mjs';
import { describe } from './truth.mjs';

/**
 * @typedef {import('./truth.mjs').Wanted} Wanted
 * @typedef {import('./history.mjs').History} History
 * @typedef {import('../../../libs/token-guard/src/decision.js').Decision} Decision
 * @typedef {import('../../../libs/contracts/src/index.js').TokenVerdict} TokenVerdict
 */

/** A process with the real guard in it: it comes and goes, its machine stays. */
export class GuardProcess {
  /** @type {ReturnType<GuardProcess['inside']> | null} */
  parts = null;
  isLeaving = false;
  #history;

  /**
   * @param {History} history
   * @param {string} name
   */
  constructor(history, name) {
    this.#history = history;
    this.host = new Host(name, history.timeline, history.random);
  }

  start() {
    this.host.isUp = true;
    this.isLeaving = false;
    this.parts = this.inside();
    this.parts.lease.start();
    this.#history.note(this.host.name, 'starts');
  }

  kill() {
    this.host.die();
    this.parts = null;
    this.#history.note(this.host.name, 'is killed');
  }

  /** In good order, as on SIGTERM: requests still come until it has ended. */
  async stop() {
    if (!this.parts || this.isLeaving) return;
    this.isLeaving = true;
    const { life } = this.host;
    this.#history.note(this.host.name, 'stops');
    await this.parts.lease.stop();
    this.host.after(this.#history.random.between(1, 1_200), () => {
      if (this.host.life === life) this.kill();
    });
  }

  /**
   * A request comes to it, now or as soon as the process runs again.
   * @param {string} digest
   * @param {Wanted} wanted
   */
  request(digest, wanted) {
    this.host.arrive(this.host.life, () => {
      const { parts } = this;
      if (!parts) return;
      const { truth, timeline } = this.#history;
      const asked = { digest, wanted, arrived: timeline.now, promised: truth.promised(digest) };
      // As `TokenGuard` does it: the clocks are read once, when the request has come.
      const at = parts.clock.now();
      const held = parts.lease.isHeld(at);
      /** @param {TokenVerdict} verdict @param {string} how */
      const decide = (verdict, how) => {
        const { tree } = this.#history;
        const params = wanted.workspace === undefined ? {} : { workspace: wanted.workspace };
        const made = nameOf(tree.decide(verdict, accessTo(tree, wanted), params));
        this.#history.judge(this.host.name, { ...asked, decided: timeline.now, made }, how);
      };
      const answer = parts.tokens.verify(/** @type {never} */ (digest), at);
      if (!(answer instanceof Promise)) decide(answer, 'from memory');
      else
        answer.then(
          (verdict) => {
            decide(verdict, held ? 'asked, with a lease' : 'asked, without a lease');
          },
          () => {
            this.#history.counts.unavailable++;
          },
        );
    });
  }

  get hasLease() {
    return this.parts?.lease.isHeld() ?? false;
  }

  /** What is left of questions that are over, and of records that are gone. @returns {string[]} */
  remains() {
    if (!this.parts) return [];
    const { memory, tokens } = this.parts;
    const inside = /** @type {GuardInside} */ (/** @type {unknown} */ ({ memory, tokens }));
    memory.empty();
    const left = {
      fills: inside.tokens.fills.joinable.size,
      marks: inside.memory.recent.marks.size,
      entries: inside.memory.recent.entries.length,
      tags: inside.memory.records.tagCount,
    };
    return Object.entries(left)
      .filter(([, count]) => count > 0)
      .map(([what, count]) => `${this.host.name} keeps ${count} ${what}`);
  }

  /** The guard as `TokenGuardModule` puts it together. */
  inside() {
    const { tree, random, cacheBytes } = this.#history;
    const { host } = this;
    const clock = {
      monotonic: () => host.monotonic(),
      wall: () => host.wall(),
      now: () => ({ mono: host.monotonic(), wall: host.wall() }),
      after: (/** @type {number} */ ms, /** @type {() => void} */ happen) => host.after(ms, happen),
    };
    const line = this.#line();
    const memory = new tree.Memory(clock, cacheBytes);
    const lease = new tree.Lease({ line, clock, memory, random: () => random.next() });
    return { clock, line, memory, lease, tokens: new tree.CachingTokenVerifier(line, lease, memory, clock) };
  }

  /** @returns {import('../../../libs/token-guard/src/lease/auth-line.js').AuthLine} */
  #line() {
    const { bus, auths } = this.#history;
    const { host } = this;
    return {
      register: async (id) => {
        this.#history.note(host.name, 'registers');
        const grant = await bus.ask(host, auths, (auth) => auth.register(id));
        this.#history.note(host.name, `is registered at ${grant.position.number}`);
        return grant;
      },
      renew: async (id, position) => {
        this.#history.note(host.name, `renews at ${position.number}`);
        const answer = await bus.ask(host, auths, (auth) => auth.renew(id, position));
        const { outcome } = answer;
        this.#history.note(
          host.name,
          outcome === 'granted' ? `may be at ${answer.position.number}` : outcome,
        );
        return answer;
      },
      leave: (id) => bus.ask(host, auths, (auth) => auth.leave(id)),
      verifyToken: (digest) => bus.ask(host, auths, (auth) => auth.verify(digest)),
      verifySession: () => Promise.reject(new Error('There are no sessions here')),
      listTokenShapes: () => Promise.reject(new Error('There are no imported tokens here')),
      acknowledge: (acknowledgement) => {
        for (const auth of auths) {
          bus.callOut(host, auth.host, () => {
            auth.hear(acknowledgement);
          });
        }
      },
      onHint: (listener) => {
        const { life } = host;
        this.hear = (hint) => {
          if (life === host.life) listener(hint);
        };
      },
    };
  }

  /** @type {(hint: import('../../../libs/contracts/src/index.js').LogHint) => void} */
  hear = () => undefined;
}

/**
 * Private in the code, and to be empty when all is quiet.
 * @typedef {object} GuardInside
 * @property {{ fills: { joinable: Map<string, unknown> } }} tokens
 * @property {{ recent: { marks: Set<unknown>, entries: unknown[] }, records: { tagCount: number } }} memory
 */

/**
 * No token of the simulation is restricted to routes: any path will do.
 * @param {import('./tree.mjs').Tree} tree
 * @param {Wanted} wanted
 * @returns {import('../../../libs/token-guard/src/access.js').Access}
 */
function accessTo({ ActionPath }, { ability }) {
  const path = new ActionPath('contacts/list');
  return ability ? { kind: 'ability', ability, path } : { kind: 'any', path };
}

/** @param {Decision} decision */
function nameOf(decision) {
  if (decision.outcome === 'denied') return decision.reason;
  const { identity } = decision;
  if (identity.kind !== 'token') throw new Error('A token was taken for an operator');
  return `granted ${describe(identity, identity.owner, identity.workspace.slug)}`;
}
