/** Far more than any history has: one that does not end is a defect, and is told as such. */
const MOST_EVENTS = 1_000_000;

/**
 * @typedef {object} Happening
 * @property {number} time Milliseconds.
 * @property {number} order Of those at one time, the one that was said first comes first.
 * @property {() => void} happen
 */

/** Time that passes by itself only: from one happening to the next, and no real time between them. */
export class Timeline {
  now = 0;
  events = 0;
  #order = 0;
  /** A binary heap. @type {Happening[]} */
  #ahead = [];

  /**
   * @param {number} time
   * @param {() => void} happen
   */
  at(time, happen) {
    const heap = this.#ahead;
    const added = { time: Math.max(time, this.now), order: this.#order++, happen };
    let place = heap.length;
    heap.push(added);
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = /** @type {Happening} */ (heap[parent]);
      if (!isBefore(added, above)) break;
      heap[place] = above;
      place = parent;
    }
    heap[place] = added;
  }

  /**
   * Everything up to that time, each with all that follows from it before the next one.
   * @param {number} end
   * @param {() => boolean} isOver Asked after each.
   */
  async passUntil(end, isOver) {
    for (;;) {
      const next = this.#ahead[0];
      if (!next || next.time > end) break;
      this.#removeFirst();
      this.now = next.time;
      if (++this.events > MOST_EVENTS) throw new Error('The history does not end.');
      next.happen();
      // All microtasks that it has caused, and theirs, are carried out before this.
      await new Promise(setImmediate);
      if (isOver()) return;
    }
    this.now = end;
  }

  #removeFirst() {
    const heap = this.#ahead;
    const last = heap.pop();
    if (heap.length === 0 || !last) return;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      const [left, right] = [heap[child], heap[child + 1]];
      if (!left) break;
      if (right && isBefore(right, left)) child++;
      const least = /** @type {Happening} */ (heap[child]);
      if (!isBefore(least, last)) break;
      heap[place] = least;
      place = child;
    }
    heap[place] = last;
  }
}

/**
 * @param {Happening} one
 * @param {Happening} other
 */
const isBefore = (one, other) =>
  one.time < other.time || (one.time === other.time && one.order < other.order);
