/** Chances that a seed decides: the same seed, the same chances in the same order. */
export class Random {
  #state;

  /** @param {number} seed */
  constructor(seed) {
    this.#state = Math.imul(seed, 0x9e3779b1) >>> 0;
  }

  /** From 0 up to but not including 1. */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** @param {number} probability */
  chance(probability) {
    return this.next() < probability;
  }

  /**
   * @param {number} least
   * @param {number} most
   */
  between(least, most) {
    return least + this.next() * (most - least);
  }

  /**
   * @param {number} least
   * @param {number} most Included.
   */
  whole(least, most) {
    return Math.floor(this.between(least, most + 1));
  }

  /**
   * @template Each
   * @param {readonly Each[]} list Not empty.
   * @returns {Each}
   */
  pick(list) {
    return /** @type {Each} */ (list[this.whole(0, list.length - 1)]);
  }

  uuid() {
    /** @param {number} digits */
    const hex = (digits) =>
      Math.floor(this.next() * 16 ** digits)
        .toString(16)
        .padStart(digits, '0');
    return `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(6)}${hex(6)}`;
  }
}
