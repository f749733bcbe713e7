import { type Verdict } from '@latchkey/contracts';
import { LRUCache } from 'lru-cache';
import { type Identity } from '../decision.js';
import { type Instant } from '../lease/clock.js';
import { heapBytes } from './heap-size.js';
import { Sharing } from './sharing.js';
import { chainOf, type Tag, Tags } from './tags.js';

/** What is to be remembered of a credential: what it is, never what it may do here and now. */
export interface NewRecord {
  readonly verdict: Verdict<Identity>;
  /** From the narrowest to the widest (`Tags.hold`). */
  readonly dependsOn: readonly string[];
  /** When auth was asked: its life is counted from there, so that it never ends too late (D15). */
  readonly asked: Instant;
  /** Milliseconds; null: as long as nothing changes. */
  readonly livesMs: number | null;
}

interface CachedRecord {
  readonly verdict: Verdict<Identity>;
  readonly tag: Tag | null;
  /** By both clocks: the monotonic one stands still in a suspended machine, the wall clock may be stepped. null: never. */
  readonly untilMono: number | null;
  readonly untilWall: number | null;
}

/** Measured (`memory-per-token.int-spec.ts`): a key, its places in the index and in the order of use, the record. */
const RECORD_BYTES = 240;
/** A tag, its id and its place in the index. */
const TAG_BYTES = 160;
const EXPIRY_BYTES = 40;

/** Valid tokens and sessions, and those known to be invalid, by digest; bounded by bytes. The least used goes first. */
export class RecordCache {
  private readonly records: LRUCache<string, CachedRecord>;
  private readonly tags = new Tags();
  private readonly sharing = new Sharing();

  constructor(private readonly maxBytes: number) {
    this.records = new LRUCache({
      maxSize: maxBytes,
      dispose: ({ tag }) => {
        this.tags.release(tag);
      },
    });
  }

  get(digest: string, at: Instant): Verdict<Identity> | undefined {
    const record = this.records.get(digest);
    if (record === undefined) return undefined;
    if (isGood(record, at)) return record.verdict;
    this.records.delete(digest);
    return undefined;
  }

  set(digest: string, { verdict, dependsOn, asked, livesMs }: NewRecord): void {
    const { tag, newTags } = this.tags.hold(dependsOn);
    const ids = Array.from(chainOf(tag), ({ id }) => id);
    const { verdict: compact, shared } = this.sharing.compact(verdict, ids);
    const [untilMono, untilWall] =
      livesMs === null ? [null, null] : [asked.mono + livesMs, asked.wall + livesMs];
    const ownBytes = RECORD_BYTES + newTags * TAG_BYTES + (livesMs === null ? 0 : EXPIRY_BYTES);
    const size = ownBytes + heapBytes(compact, shared);
    this.records.set(digest, { verdict: compact, tag, untilMono, untilWall }, { size });
    // Larger than all the room there is, it was not taken.
    if (size > this.maxBytes) this.tags.release(tag);
  }

  delete(digest: string): void {
    this.records.delete(digest);
  }

  /** Also of one that is good no more. */
  has(digest: string): boolean {
    return this.records.has(digest);
  }

  /** Ends every record that depends on it. */
  end(tagId: string): void {
    this.tags.end(tagId);
  }

  clear(): void {
    this.records.clear();
  }

  /** As it counts them itself. */
  get bytes(): number {
    return this.records.calculatedSize;
  }

  get size(): number {
    return this.records.size;
  }

  /** Things that some record depends on. */
  get tagCount(): number {
    return this.tags.size;
  }
}

function isGood({ tag: first, untilMono, untilWall }: CachedRecord, { mono, wall }: Instant): boolean {
  for (let tag = first; tag; tag = tag.next) if (tag.isEnded) return false;
  if (untilMono === null || untilWall === null) return true;
  return mono < untilMono && wall < untilWall;
}
