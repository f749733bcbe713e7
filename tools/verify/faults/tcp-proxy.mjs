import net from 'node:net';

/**
 * @typedef {object} Condition What a network does with the bytes of a connection.
 * @property {boolean} refuses New connections are reset.
 * @property {boolean} holdsRequests Nothing gets through to the store; it arrives when this ends.
 * @property {boolean} holdsReplies Nothing comes back from it, until this ends.
 * @property {number} delayMs Each way.
 */

/** @type {Condition} */
const GOOD = { refuses: false, holdsRequests: false, holdsReplies: false, delayMs: 0 };

/** More than this is left with its sender. */
const LONGEST_QUEUE = 1_000;

/** A wire between one process and one store, which can be cut, held and slowed down. Bytes are never reordered. */
export class TcpProxy {
  /** @type {Condition} */
  #condition = GOOD;
  /** @type {Set<Wire>} */
  #wires = new Set();
  #server;

  /** @param {number} storePort */
  constructor(storePort) {
    this.#server = net.createServer({ noDelay: true, allowHalfOpen: true }, (client) => {
      if (this.#condition.refuses) client.resetAndDestroy();
      else this.#connect(client, storePort);
    });
  }

  /** @returns {Promise<number>} The port on which it listens. */
  listen() {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(0, '127.0.0.1', () => {
        resolve(/** @type {net.AddressInfo} */ (this.#server.address()).port);
      });
    });
  }

  /** @param {Partial<Condition>} condition What it does not name is good. */
  become(condition) {
    this.#condition = { ...GOOD, ...condition };
    for (const wire of this.#wires) wire.pump();
  }

  /** Every connection ends without a word; what was held is lost. */
  reset() {
    for (const wire of this.#wires) wire.cut();
  }

  /**
   * @param {net.Socket} client
   * @param {number} storePort
   */
  #connect(client, storePort) {
    const store = net.connect({ port: storePort, host: '127.0.0.1', noDelay: true, allowHalfOpen: true });
    const there = () => ({ isHeld: this.#condition.holdsRequests, delayMs: this.#condition.delayMs });
    const back = () => ({ isHeld: this.#condition.holdsReplies, delayMs: this.#condition.delayMs });
    const wires = [new Wire(client, store, there), new Wire(store, client, back)];
    for (const wire of wires) {
      this.#wires.add(wire);
      client.once('close', () => this.#wires.delete(wire));
    }
  }
}

/** One direction of one connection. */
class Wire {
  /** @type {{ due: number, chunk: Buffer | null }[]} A null is the end. */
  #queue = [];
  /** @type {NodeJS.Timeout | null} */
  #timer = null;
  #from;
  #to;
  #state;

  /**
   * @param {net.Socket} from
   * @param {net.Socket} to
   * @param {() => { isHeld: boolean, delayMs: number }} state
   */
  constructor(from, to, state) {
    this.#from = from;
    this.#to = to;
    this.#state = state;
    from.on('data', (chunk) => {
      this.#take(chunk);
    });
    from.on('end', () => {
      this.#take(null);
    });
    from.on('error', () => to.destroyed || to.resetAndDestroy());
  }

  /** @param {Buffer | null} chunk */
  #take(chunk) {
    this.#queue.push({ due: performance.now() + this.#state().delayMs, chunk });
    if (this.#queue.length > LONGEST_QUEUE) this.#from.pause();
    this.pump();
  }

  pump() {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    for (let head = this.#queue[0]; head && !this.#state().isHeld; head = this.#queue[0]) {
      const early = head.due - performance.now();
      if (early > 0) {
        this.#timer = setTimeout(() => {
          this.pump();
        }, early);
        return;
      }
      this.#queue.shift();
      if (head.chunk) this.#to.write(head.chunk);
      else this.#to.end();
    }
    if (this.#queue.length === 0 && this.#from.isPaused()) this.#from.resume();
  }

  cut() {
    this.#queue = [];
    if (!this.#from.destroyed) this.#from.resetAndDestroy();
  }
}
