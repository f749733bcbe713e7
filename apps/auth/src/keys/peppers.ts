import { type NumberedKeys, readNumberedKeys } from '@latchkey/platform';
import { createHmac, timingSafeEqual } from 'node:crypto';

/** A digest of a secret under one pepper: what is stored, and what is looked up. */
export interface PepperedMac {
  readonly mac: Buffer;
  readonly pepperVersion: number;
}

/**
 * HMAC-SHA-256 over a SHA-256 digest, under a versioned key that no database holds: a stolen table verifies
 * nothing. A new pepper is added with a higher number; what was stored under an older one goes on working.
 */
export class Peppers {
  private readonly keys: ReadonlyMap<number, Buffer>;
  private readonly current: number;

  constructor({ keys, current }: NumberedKeys) {
    this.keys = keys;
    this.current = current;
  }

  /** For storing. @param digest SHA-256, 64 hexadecimal characters. */
  mac(digest: string): PepperedMac {
    return this.under(this.current, digest);
  }

  /** For looking up: under every pepper, since the digest does not tell which was the current one then. */
  candidates(digest: string): PepperedMac[] {
    return [...this.keys.keys()].map((version) => this.under(version, digest));
  }

  knows(version: number): boolean {
    return this.keys.has(version);
  }

  /**
   * The index has found the row; this decides. An index compares byte by byte and stops at the first difference,
   * `timingSafeEqual` does not.
   */
  matches(stored: PepperedMac, digest: string): boolean {
    if (!this.knows(stored.pepperVersion)) return false;
    const { mac } = this.under(stored.pepperVersion, digest);
    return mac.length === stored.mac.length && timingSafeEqual(mac, stored.mac);
  }

  private under(pepperVersion: number, digest: string): PepperedMac {
    const key = this.keys.get(pepperVersion);
    if (!key) throw new RangeError(`There is no pepper ${pepperVersion}`);
    return { mac: createHmac('sha256', key).update(digest, 'hex').digest(), pepperVersion };
  }
}

const SHORTEST_KEY_BYTES = 32;

/** @param text `1:<base64>,2:<base64>`; the highest number, or the one with a star, is used for what is new. Throws a TypeError without the text. */
export const readPeppers = (text: string): Peppers =>
  new Peppers(readNumberedKeys(text, (bytes) => bytes >= SHORTEST_KEY_BYTES));
