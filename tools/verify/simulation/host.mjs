/** 2026-01-01 */
const EPOCH = 1_767_225_600_000;
/** By so much a timer may be late on a healthy machine. */
const LATEST_TIMER_MS = 2;

/**
 * @typedef {object} Late
 * @property {() => void} happen
 * @property {boolean} isTimer
 */

/** A machine with one process on it: its two clocks, its timers, and all that can happen to it. */
export class Host {
  /** Counted up by each death: what was meant for an earlier process reaches nobody. */
  life = 0;
  isUp = true;
  /** Neither sends nor hears. */
  isCutOff = false;
  /** Milliseconds for which it was stopped, in all. */
  stoppedMs = 0;
  stops = 0;
  /** When the last stop of it ended. */
  ranAgainAt = -1;
  timers = 0;
  #isStopped = false;
  #isAsleep = false;
  /** @type {Late[]} */
  #late = [];
  #rate;
  #mono;
  #monoSince = 0;
  #wallOffset = 0;
  #timeline;
  #random;

  /**
   * @param {string} name
   * @param {import('./timeline.mjs').Timeline} timeline
   * @param {import('./random.mjs').Random} random
   */
  constructor(name, timeline, random) {
    this.name = name;
    this.#timeline = timeline;
    this.#random = random;
    // Clocks of two machines do not run equally fast: 0.1 % is more than any of them is off.
    this.#rate = random.between(0.999, 1.001);
    this.#mono = random.between(1_000, 1_000_000);
  }

  monotonic() {
    return this.#isAsleep ? this.#mono : this.#mono + (this.#timeline.now - this.#monoSince) * this.#rate;
  }

  wall() {
    return EPOCH + this.#timeline.now + this.#wallOffset;
  }

  /** @param {number} ms */
  stepWall(ms) {
    this.#wallOffset += ms;
  }

  get isStopped() {
    return this.#isStopped;
  }

  /**
   * @param {number} ms By this machine's monotonic clock.
   * @param {() => void} happen
   * @returns {() => void} What calls it off.
   */
  after(ms, happen) {
    const due = this.monotonic() + ms + this.#random.between(0, LATEST_TIMER_MS);
    const { life } = this;
    let isOn = true;
    this.timers++;
    const off = () => {
      if (isOn && life === this.life) this.timers--;
      isOn = false;
    };
    const ring = () => {
      if (!isOn || life !== this.life) return;
      off();
      happen();
    };
    const wait = () => {
      if (!isOn || life !== this.life) return;
      const left = due - this.monotonic();
      if (this.#isAsleep) this.#late.push({ happen: wait, isTimer: true });
      else if (left > 0.001) this.#timeline.at(this.#timeline.now + left / this.#rate, wait);
      else this.#turn(ring, true);
    };
    wait();
    return off;
  }

  /**
   * Something reaches the process that ran when `life` was read.
   * @param {number} life
   * @param {() => void} happen
   */
  arrive(life, happen) {
    if (life === this.life && this.isUp)
      this.#turn(() => {
        if (life === this.life) happen();
      }, false);
  }

  /**
   * SIGSTOP, and SIGCONT later; or the machine is suspended, and its monotonic clock stands still.
   * @param {number} ms
   * @param {{ isAsleep: boolean }} how
   */
  stop(ms, { isAsleep }) {
    if (this.#isStopped || !this.isUp) return;
    this.stops++;
    if (isAsleep) this.#mono = this.monotonic();
    this.#isStopped = true;
    this.#isAsleep = isAsleep;
    const began = this.#timeline.now;
    const { life } = this;
    this.#timeline.at(began + ms, () => {
      if (life !== this.life) return;
      this.stoppedMs += this.#timeline.now - began;
      this.ranAgainAt = this.#timeline.now;
      if (isAsleep) this.#monoSince = this.#timeline.now;
      this.#isStopped = false;
      this.#isAsleep = false;
      this.#catchUp();
    });
  }

  /** kill -9: its memory is gone, and its timers. */
  die() {
    if (this.#isAsleep) this.#monoSince = this.#timeline.now;
    this.#isAsleep = false;
    this.life++;
    this.timers = 0;
    this.#late = [];
    this.isUp = false;
    this.#isStopped = false;
  }

  /**
   * @param {() => void} happen
   * @param {boolean} isTimer
   */
  #turn(happen, isTimer) {
    if (this.#isStopped) this.#late.push({ happen, isTimer });
    else happen();
  }

  /** In the order in which it came; or timers first, as an event loop does that stood at its beginning. */
  #catchUp() {
    const late = this.#late;
    this.#late = [];
    const isTimersFirst = this.#random.chance(0.5);
    const inOrder = isTimersFirst
      ? [...late.filter(({ isTimer }) => isTimer), ...late.filter(({ isTimer }) => !isTimer)]
      : late;
    for (const { happen, isTimer } of inOrder) {
      this.#timeline.at(this.#timeline.now, () => {
        this.#turn(happen, isTimer);
      });
    }
  }
}
