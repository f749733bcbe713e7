/** One thing that records depend on: a token, an owner, a workspace, a session. */
export interface Tag {
  readonly id: string;
  /** Records that hold it. */
  uses: number;
  /** It has changed: no record that holds it is good any more. */
  isEnded: boolean;
}

/** Ends all records of a thing at once, whatever their number: each looks at its own tags when it is read. */
export class Tags {
  private readonly byId = new Map<string, Tag>();

  /** The tag that is in force; after an `end` a new one. */
  hold(id: string): Tag {
    const known = this.byId.get(id);
    if (known) {
      known.uses++;
      return known;
    }
    const tag = { id, uses: 1, isEnded: false };
    this.byId.set(id, tag);
    return tag;
  }

  release(tag: Tag): void {
    tag.uses--;
    // An ended one may have a successor, which is not its own.
    if (tag.uses === 0 && !tag.isEnded) this.byId.delete(tag.id);
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
