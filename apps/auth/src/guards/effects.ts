import { type Acknowledgement, LONGEST_LEASE_SECONDS, type Receipt } from '@latchkey/contracts';
import { Logger } from '@nestjs/common';
import { type LoggedChange } from '../change-log/change-log.js';
import { type Clock } from './clock.js';
import { EffectMetrics } from './effect-metrics.js';
import { type GuardRegistry, type RegistryView } from './guard-registry.js';
import { type Renewals } from './renewals.js';
import { SaidPlaces } from './said-places.js';
import { isEffective, LEASE_MARGIN_MS, newestToStrikeOff, type Wait } from './wait.js';

/**
 * Between two looks, while a change is young and guards are about to say that they know of it, and later. Those that
 * say so to this process are not waited for by looking; of what they say to another it sees nothing else.
 */
const POLL_MS = 10;
const SLOW_POLL_MS = 25;
const YOUNG_MS = 100;
/** A look that is older than this says nothing of a change that came after it. */
const LOOKS_APART_MS = 1_000;
/** PostgreSQL that has said nothing for so long is away, and whoever waits hears so. */
const AWAY_MS = 700;
/**
 * How long those who wait when this process stops may go on: a lease and its margin as it is by default, and at the most
 * what a process gets to finish. Of what takes longer another replica tells the end.
 */
const FAREWELL_MS = 5_750;

/** What a wait has come to. */
export interface Reached {
  /** Up to this entry of the log everything is effective, or is waited for. */
  readonly number: number;
  readonly receipt: Receipt;
}

interface Waiting extends Wait {
  /** Committed just now: what was found changed already has been waited for by somebody else. */
  readonly isOwn: boolean;
  /** Of the last look that told it something. */
  heardAt: number;
  lapsed: number;
  /** Whether a look has told it something. */
  isTold: boolean;
  readonly settle: (reached: Reached) => void;
}

/**
 * The answer that waits: a change is effective when every registered guard knows of it, or can hold no lease any more
 * from before. One look at the registry serves all who wait; nobody keeps a connection meanwhile.
 */
export class Effects {
  readonly metrics = new EffectMetrics(() => this.waits.size);
  private readonly logger = new Logger(Effects.name);
  private readonly waits = new Set<Waiting>();
  private lastView: RegistryView | null = null;
  /** How far each guard is at least, by its id. Tells only when it is worth a look. */
  private readonly places = new Map<string, number>();
  private readonly said = new SaidPlaces();
  private timeline: { readonly id: string; readonly since: number } | null = null;
  private isAtWork = false;
  private isWoken = false;
  private isLeaving = false;
  private wakeUp: () => void = () => undefined;

  /** @param longestLeaseMs That any replica grants, whatever LEASE_SECONDS is here. */
  constructor(
    private readonly registry: GuardRegistry,
    private readonly clock: Clock,
    private readonly longestLeaseMs = LONGEST_LEASE_SECONDS * 1_000,
  ) {}

  /**
   * Resolves when no guard decides by the old state any more, or when nobody can tell; never rejects.
   * @param logged null: found changed already. The head is read after this call, in a statement of its own: the one
   *   that found nothing to change may have seen an older head than the change that it waited for.
   */
  async whenEffective(logged: LoggedChange | null): Promise<Receipt> {
    return (await this.reach(logged)).receipt;
  }

  /** The same, with the number of the entry that was waited for. */
  reach(logged: LoggedChange | null): Promise<Reached> {
    return new Promise((settle) => {
      const now = this.clock.monotonic();
      const isOwn = logged !== null;
      this.waits.add({ change: logged, isOwn, since: now, heardAt: now, lapsed: 0, isTold: false, settle });
      if (!logged || this.places.size === 0) this.wake();
      if (!this.isAtWork) void this.work();
    });
  }

  /** What guards tell this process is seen at once. */
  listenTo({ stored, left }: Pick<Renewals, 'stored' | 'left'>): void {
    stored.subscribe((renewals) => {
      for (const { id, position } of renewals) this.place(id, position.number);
      this.see();
    });
    left.subscribe(() => {
      this.wake();
    });
  }

  /** A guard has said that it is there, to every auth. */
  hear({ guard_id: id, number, entry_id }: Acknowledgement): void {
    this.said.add({ id, position: { number, entry_id } });
    this.place(id, number);
    this.see();
  }

  private place(id: string, number: number): void {
    const before = this.places.get(id);
    if (before !== undefined && before < number) this.places.set(id, number);
  }

  /** When the last of those who are waited for has said that it knows, there is something to see. */
  private see(): void {
    const reached = Math.min(...this.places.values());
    for (const { change } of this.waits) if (change && change.number <= reached) this.wake();
  }

  private wake(): void {
    this.isWoken = true;
    this.wakeUp();
  }

  /** Whoever still waits in a while, or begins to, is told that it is not known yet. */
  leave(withinMs = FAREWELL_MS): void {
    this.clock.after(withinMs, () => {
      this.isLeaving = true;
      this.giveUpAll();
    });
  }

  private async work(): Promise<void> {
    this.isAtWork = true;
    while (this.waits.size > 0) {
      await this.pause();
      this.isWoken = false;
      // Who joins while a look is under way waits for the next: that look may be older than its change.
      if (await this.lookFor([...this.waits])) this.wake();
      if (this.isLeaving) this.giveUpAll();
    }
    this.lastView = null;
    this.isAtWork = false;
  }

  /** @returns Whether guards were struck off, so that it is time for another look. */
  private async lookFor(waits: readonly Waiting[]): Promise<boolean> {
    try {
      const said = this.said.all();
      const view = await this.registry.look(said);
      this.said.forgetStrangers(said, view.guards);
      const now = this.clock.monotonic();
      const isSettled = await this.isSettledTimeline(view, now);
      for (const wait of waits) this.tell(wait, view, now);
      this.lastView = view;
      this.places.clear();
      for (const { id, position } of view.guards) this.places.set(id, position);
      if (!isSettled) return false;
      for (const wait of waits) {
        if (isEffective(wait, view, now)) this.finish(wait, view);
      }
      return await this.strikeOff(waits, view, now);
    } catch (error) {
      const now = this.clock.monotonic();
      const given = waits.filter(({ heardAt }) => now - heardAt >= AWAY_MS);
      if (given.length > 0) this.logger.warn(`Changes pending: ${given.length}. ${String(error)}`);
      for (const wait of given) this.giveUp(wait);
      return false;
    }
  }

  /** What it has to know, once: the head that it waits for; and each time, who fell silent for good. */
  private tell(wait: Waiting, view: RegistryView, now: number): void {
    wait.heardAt = now;
    if (!wait.change) {
      wait.change = view.head;
      wait.since = now;
    }
    wait.lapsed += this.lapsedSince(wait, view);
    wait.isTold = true;
  }

  private lapsedSince({ change, isTold }: Waiting, view: RegistryView): number {
    if (!this.lastView || !change) return 0;
    const { guards, at } = this.lastView;
    // By PostgreSQL’s clock, for ours stands still while this machine sleeps: who went long before is none of its business.
    if (!isTold && view.at.getTime() - at.getTime() > LOOKS_APART_MS) return 0;
    const there = new Set(view.guards.map(({ id }) => id));
    // Not one that has left in good order.
    return guards.filter(
      ({ id, offered, leaseMs, silentForMs }) =>
        !there.has(id) && offered < change.number && silentForMs >= leaseMs,
    ).length;
  }

  private finish(wait: Waiting, { head, at, guards }: RegistryView): void {
    if (wait.isOwn) this.metrics.effective(this.clock.monotonic() - wait.since);
    const { number, at: changedAt } = wait.change ?? head;
    this.settle(wait, number, {
      state: 'effective',
      changed_at: changedAt.toISOString(),
      effective_at: at.toISOString(),
      acknowledged: guards.filter(({ position }) => position >= number).length,
      lapsed: wait.lapsed,
    });
  }

  private giveUpAll(): void {
    for (const wait of this.waits) this.giveUp(wait);
  }

  private giveUp(wait: Waiting): void {
    // It was made already, nobody can say when: PostgreSQL is not there to be asked for the time either.
    const { number, at } = wait.change ?? { number: 0, at: new Date() };
    if (wait.isOwn) this.metrics.pending.add();
    this.settle(wait, number, { state: 'pending', changed_at: at.toISOString() });
  }

  private settle(wait: Waiting, number: number, receipt: Receipt): void {
    if (this.waits.delete(wait)) wait.settle({ number, receipt });
  }

  private async strikeOff(waits: readonly Waiting[], view: RegistryView, now: number): Promise<boolean> {
    const newest = newestToStrikeOff(
      waits.filter((wait) => this.waits.has(wait)),
      view,
      now,
    );
    if (!newest) return false;
    // Whoever is behind of an earlier change is behind of this one, too.
    const count = await this.registry.strikeOff(newest.change, newest.ids);
    if (count === null) this.lose(newest.change, waits);
    else if (count > 0) {
      this.metrics.lapsed.add(count);
      this.logger.warn(`Struck off, for they said nothing for as long as a lease: ${count} guards`);
    }
    return true;
  }

  /** PostgreSQL was restored, or failed over to a replica that had not got it yet. */
  private lose({ number, entry_id }: LoggedChange, waits: readonly Waiting[]): void {
    this.logger.error(`Change ${number} is no longer in the log: PostgreSQL goes on without it`);
    for (const wait of waits) if (wait.change?.entry_id === entry_id) this.giveUp(wait);
  }

  /**
   * A promoted replica or a restored backup may lack guards that hold a lease all the same, granted by a replica that may
   * grant longer ones: for as long as the longest of all after its timeline was first seen, nobody is told that a change is
   * effective. PostgreSQL's clock tells for how long that is known; this process's own also counts, for that one may be set
   * back.
   */
  private async isSettledTimeline({ timeline }: RegistryView, now: number): Promise<boolean> {
    if (this.timeline?.id !== timeline.id) this.timeline = { id: timeline.id, since: now };
    const { id, knownForMs } = timeline;
    if (knownForMs === null) await this.registry.rememberTimeline(id);
    const enough = this.longestLeaseMs + LEASE_MARGIN_MS;
    return (knownForMs ?? 0) >= enough || now - this.timeline.since >= enough;
  }

  private pause(): Promise<void> {
    if (this.isWoken) return Promise.resolve();
    const youngest = Math.max(...[...this.waits].map(({ since }) => since));
    const isYoung = this.clock.monotonic() - youngest < YOUNG_MS;
    return new Promise((resolve) => {
      const cancel = this.clock.after(isYoung ? POLL_MS : SLOW_POLL_MS, resolve);
      this.wakeUp = () => {
        cancel();
        resolve();
      };
    });
  }
}
