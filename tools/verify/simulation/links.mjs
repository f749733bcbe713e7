/**
 * @typedef {import('./host.mjs').Host} Host
 * @typedef {import('./random.mjs').Random} Random
 * @typedef {import('./timeline.mjs').Timeline} Timeline
 */

/**
 * What messages are exposed to in one history.
 * @typedef {object} Weather
 * @property {number} loss Of messages, from 0 to 1.
 * @property {number} deafness Of what is called out, from 0 to 1: nobody need hear it.
 * @property {number} doubling
 * @property {number} lateness Of messages that take long.
 * @property {number} delayMs Of the others, at most.
 * @property {boolean} isSorted One's questions are read by the same one, as long as it is there.
 */

/** As the contracts of questions have it. */
const QUESTION_BUDGET_MS = 700;
/** As long as `PostgresGuardRegistry` waits. */
const PATIENCE_MS = 700;
/** A transaction waits for locks, and for its turn. */
const PATIENCE_OF_A_CHANGE_MS = 4_000;
const NOBODY = new Error('PostgreSQL did not answer');

/**
 * Whatever comes of it takes the same way back.
 * @template Answer
 * @param {(settle: () => void) => void} reply
 * @param {Promise<Answer>} work
 * @param {{ resolve: (answer: Answer) => void, reject: (error: Error) => void }} asker
 */
function answerBy(reply, work, { resolve, reject }) {
  work.then(
    (answer) => {
      reply(() => {
        resolve(answer);
      });
    },
    (/** @type {unknown} */ error) => {
      reply(() => {
        reject(error instanceof Error ? error : new Error(String(error)));
      });
    },
  );
}

/**
 * @template {{ host: Host }} Answering
 * @param {Host} asker
 * @param {readonly Answering[]} there Not empty.
 */
const sortedTo = (asker, there) =>
  /** @type {Answering} */ (there[asker.name.charCodeAt(asker.name.length - 1) % there.length]);

/** Redis and what is on both sides of it: late, lost, doubled, overtaken. */
export class Bus {
  isDown = false;
  #timeline;
  #random;
  #weather;
  #timeout;

  /**
   * @param {Timeline} timeline
   * @param {Random} random
   * @param {Weather} weather
   * @param {() => Error} timeout
   */
  constructor(timeline, random, weather, timeout) {
    this.#timeline = timeline;
    this.#random = random;
    this.#weather = weather;
    this.#timeout = timeout;
  }

  /**
   * One message, from one process to another that has to be there when it arrives.
   * @param {Host} from
   * @param {Host} to
   * @param {() => void} happen
   */
  carry(from, to, happen) {
    if (this.isDown || from.isCutOff || this.#random.chance(this.#weather.loss)) return;
    this.#timeline.at(this.#timeline.now + this.#delay(), () => {
      if (!this.isDown && !to.isCutOff) to.arrive(to.life, happen);
    });
  }

  /**
   * What is called out, to one of those who listen.
   * @param {Host} from
   * @param {Host} to
   * @param {() => void} happen
   */
  callOut(from, to, happen) {
    if (this.#random.chance(this.#weather.deafness)) return;
    const copies = this.#random.chance(this.#weather.doubling) ? 2 : 1;
    for (let copy = 0; copy < copies; copy++) this.carry(from, to, happen);
  }

  /**
   * @template Answer
   * @template {{ host: Host }} Answering
   * @param {Host} asker
   * @param {readonly Answering[]} answerers One of them handles it; now and then another one too.
   * @param {(by: Answering) => Promise<Answer>} handle
   * @returns {Promise<Answer>} Rejects when the budget is over.
   */
  ask(asker, answerers, handle) {
    const { life } = asker;
    const sent = this.#timeline.now;
    return new Promise((resolve, reject) => {
      const cancel = asker.after(QUESTION_BUDGET_MS, () => {
        reject(this.#timeout());
      });
      const copies = this.#random.chance(this.#weather.doubling) ? 2 : 1;
      for (let copy = 0; copy < copies; copy++) {
        const there = answerers.filter(({ host }) => host.isUp);
        if (there.length === 0) return;
        const by = this.#weather.isSorted ? sortedTo(asker, there) : this.#random.pick(there);
        // It is dropped past its budget, unless it was read before and its process stopped then.
        const isRead = this.#random.chance(0.3);
        this.carry(asker, by.host, () => {
          if (!isRead && this.#timeline.now - sent > QUESTION_BUDGET_MS) return;
          /** @param {() => void} settle */
          const reply = (settle) => {
            this.carry(by.host, asker, () => {
              // After a pause this may come before the timer: late, and handed out all the same.
              if (life !== asker.life) return;
              cancel();
              settle();
            });
          };
          answerBy(reply, handle(by), { resolve, reject });
        });
      }
    });
  }

  #delay() {
    if (this.#random.chance(this.#weather.lateness)) return this.#random.between(5, 1_500);
    return this.#random.between(0.2, this.#weather.delayMs);
  }
}

/** PostgreSQL as processes reach it: slow, away, and sometimes gone with what it has not answered yet. */
export class Connections {
  isAway = false;
  /** Counted up by each restart: answers to what was asked before reach nobody. */
  #restarts = 0;
  /** @type {(() => void)[]} */
  #held = [];
  #timeline;
  #random;

  /**
   * @param {Timeline} timeline
   * @param {Random} random
   * @param {object} how
   * @param {number} how.slowness Milliseconds that a statement takes at most, each way.
   * @param {number} how.lateness Of answers that take much longer than that, from 0 to 1.
   */
  constructor(timeline, random, { slowness, lateness }) {
    this.#timeline = timeline;
    this.#random = random;
    this.slowness = slowness;
    this.lateness = lateness;
  }

  /**
   * @template Answer
   * @param {Host} host
   * @param {() => Answer | Promise<Answer>} statement Carried out at once and alone, perhaps after its asker gave up.
   * @param {{ patienceMs?: number }} [options]
   * @returns {Promise<Answer>}
   */
  ask(host, statement, { patienceMs = PATIENCE_MS } = {}) {
    const { life } = host;
    return new Promise((resolve, reject) => {
      const cancel = host.after(patienceMs, () => {
        reject(NOBODY);
      });
      /** @param {() => void} settle */
      const reply = (settle) => {
        const restarts = this.#restarts;
        const isLate = this.lateness > 0 && this.#random.chance(this.lateness);
        const delay = isLate ? this.#random.between(50, PATIENCE_MS) : this.#delay();
        this.#timeline.at(this.#timeline.now + delay, () => {
          if (restarts !== this.#restarts) return;
          host.arrive(life, () => {
            cancel();
            settle();
          });
        });
      };
      const carryOut = () => {
        answerBy(reply, Promise.resolve().then(statement), { resolve, reject });
      };
      this.#timeline.at(this.#timeline.now + this.#delay(), () => {
        if (this.isAway) this.#held.push(carryOut);
        else carryOut();
      });
    });
  }

  /**
   * @template Answer
   * @param {Host} host
   * @param {() => Promise<Answer>} transaction
   */
  commit(host, transaction) {
    return this.ask(host, transaction, { patienceMs: PATIENCE_OF_A_CHANGE_MS });
  }

  /**
   * It was a network that was away, or a process that was paused: what was asked meanwhile is carried out now.
   * @param {{ isRestarted: boolean }} how A restart has forgotten all that.
   */
  comeBack({ isRestarted }) {
    const held = this.#held;
    this.#held = [];
    this.isAway = false;
    if (isRestarted) this.#restarts++;
    else
      for (const carryOut of held)
        this.#timeline.at(this.#timeline.now + this.#random.between(0, 2), carryOut);
  }

  #delay() {
    return this.#random.between(0.1, this.slowness);
  }
}
