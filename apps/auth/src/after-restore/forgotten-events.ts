import { type EventStream, readEvent } from '@latchkey/bus';
import { isUUID } from 'class-validator';
import { type EventGap, type Outbox } from '../events/outbox.js';
import { Forgotten } from './forgotten.js';

const AT_ONCE = 500;

/** What the stream says of the time that the database knows nothing of. */
export interface Told {
  readonly gaps: readonly EventGap[];
  readonly forgotten: Forgotten;
  /** Events of that time that the stream does not have any more. */
  readonly missing: number;
  readonly unreadable: number;
  /** The stream ends before the database does: Redis lost its end, or all, or is another. */
  readonly isStreamShort: boolean;
}

/** Finds out what a restored database has forgotten. */
export class ForgottenEvents {
  constructor(
    private readonly outbox: Outbox,
    private readonly stream: EventStream,
  ) {}

  /** @param isDryRun Nothing is written down. */
  async read({ isDryRun }: { readonly isDryRun: boolean }): Promise<Told> {
    const published = await this.stream.position();
    const { head } = await this.outbox.look();
    const isNew = head < published;
    // As a relay does it, so that it is no matter whether one runs; but what waits to be numbered waits for one that tells it.
    if (isNew && !isDryRun) await this.outbox.number(published, 0);
    const gaps = await this.outbox.gaps();
    if (isNew && isDryRun) gaps.push({ after: head, until: published });
    return { gaps, ...(await this.readAll(gaps)), isStreamShort: head > published };
  }

  /** To the end of the stream: what was given back since the restore must not be taken again. */
  private async readAll(
    gaps: readonly EventGap[],
  ): Promise<Pick<Told, 'forgotten' | 'missing' | 'unreadable'>> {
    const forgotten = new Forgotten();
    let missing = gaps.reduce((sum, { after, until }) => sum + until - after, 0);
    let unreadable = 0;
    let position = gaps[0]?.after ?? Infinity;
    while (position !== Infinity) {
      const entries = await this.stream.after(position, AT_ONCE);
      const events = entries.map(({ position: at, json }) => ({ at, event: readEvent(json) }));
      const ids = events.flatMap(({ event }) => (event && isUUID(event.id) ? [event.id] : []));
      const known = await this.outbox.known(ids);
      for (const { at, event } of events) {
        const isInGap = gaps.some(({ after, until }) => at > after && at <= until);
        if (isInGap) missing--;
        // Committed before the backup and told after it: it is in both.
        const isKnown = !isInGap || (event !== null && known.has(event.id));
        if (isKnown && event) forgotten.addKnown(at, event);
        else if (!isKnown && !(event && forgotten.add(at, event))) unreadable++;
      }
      position = entries.at(-1)?.position ?? Infinity;
    }
    return { forgotten, missing, unreadable };
  }
}
