/** One thing that records depend on, and the things that whoever depends on it depends on too: a token, its owner, their workspace. */
export interface Tag {
  readonly id: string;
  /** The same object in all that have it: a list for each record would cost 64 bytes. */
  readonly next: Tag | null;
  /** Records and other tags that hold it. */
  uses: number;
  /** It has changed: no record that holds it is good any more. */
  isEnded: boolean;
}

/** Ends all records of a thing at once, whatever their number: each looks at its own tags when it is read. */
export class Tags {
  private readonly byId = new Map<string, Tag>();

  /**
   * The tags that are in force; after an `end` a new one. A thing that was held with others before is ended with that:
   * its old records must not be forgotten, and asking again is never wrong.
   * @param ids From the narrowest to the widest, in the same order for all.
   */
  hold(ids: readonly string[]): { readonly tag: Tag | null; readonly newTags: number } {
    let tag: Tag | null = null;
    let newTags = 0;
    for (const id of ids.toReversed()) {
      const known = this.byId.get(id);
      if (known?.next === tag) {
        // It holds the rest already.
        this.release(tag);
        known.uses++;
        tag = known;
      } else {
        this.end(id);
        tag = { id, next: tag, uses: 1, isEnded: false };
        this.byId.set(id, tag);
        newTags++;
      }
    }
    return { tag, newTags };
  }

  release(first: Tag | null): void {
    for (let tag = first; tag; tag = tag.next) {
      tag.uses--;
      if (tag.uses > 0) return;
      // An ended one may have a successor, which is not its own.
      if (!tag.isEnded) this.byId.delete(tag.id);
    }
  }

  end(id: string): void {
    const tag = this.byId.get(id);
    if (!tag) return;
    tag.isEnded = true;
    this.byId.delete(id);
  }

  get size(): number {
    return this.byId.size;
  }
}

/** It and what it is held with, from the narrowest to the widest. */
export function* chainOf(first: Tag | null): Generator<Tag> {
  for (let tag = first; tag; tag = tag.next) yield tag;
}
