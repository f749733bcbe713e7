import { setTimeout as delay } from 'node:timers/promises';
import { type Answer } from './api.js';
import { type Cluster, type Node } from './cluster.js';
import { type Command, type Desk } from './desk.js';
import { type Worth } from './history.js';
import { anyProbe, type Ledger, SENT_AFTER, UNDECIDED_PAUSE_MS } from './ledger.js';
import { type Random } from './random.js';
import { SESSION, Subject, WORTHLESS, worthOf } from './subject.js';
import { type Traffic } from './traffic.js';

/** Askers of one guard at once. */
const AT_ONCE = 3;
const WARM = 2;
const WARMING_LIMIT_MS = 2_000;
/** A guard that is away for longer is let off. */
const AFTERWARDS_LIMIT_MS = 4_000;

const WIDE = ['contacts.create', 'contacts.read'];
const NARROW = [['contacts.read'], ['contacts.create'], []];
/** Of all lives. */
const SESSIONS = 0.06;
const TRANSFERS = 0.15;

export interface LivesOptions {
  readonly cluster: Cluster;
  readonly desk: Desk;
  readonly ledger: Ledger;
  readonly traffic: Traffic;
}

/** Credentials that are made, used, changed again and again, and ended: what the promise is about. */
export class Lives {
  /** Changes of which nobody could tell for a minute. */
  unanswered = 0;
  private isOver = false;
  private living: Promise<unknown> | null = null;

  constructor(private readonly options: LivesOptions) {}

  start(random: Random, count: number): void {
    this.living = Promise.all(Array.from({ length: count }, () => this.liveAgain(random.fork())));
    // Whoever waits for the end hears of it.
    this.living.catch(() => undefined);
  }

  async stop(): Promise<void> {
    this.isOver = true;
    await this.living;
  }

  private async liveAgain(random: Random): Promise<void> {
    while (!this.isOver) {
      if (random.chance(SESSIONS)) await this.liveOfSession(random);
      else if (random.chance(TRANSFERS)) await this.liveUnderAnotherOwner(random);
      else await this.liveOfToken(random);
    }
  }

  private async liveOfToken(random: Random): Promise<void> {
    const { desk } = this.options;
    const { id, key } = await desk.issue(WIDE);
    const path = `/api/api-keys/${id}`;
    const patch = (body: object) => (): Promise<Answer | null> =>
      desk.insist({ method: 'PATCH', path, body });
    const remove: Command = { method: 'DELETE', path };

    await this.joining(new Subject(key, 'token', worthOf(WIDE)), async (subject) => {
      const change = (what: string, worth: Worth, command: () => Promise<Answer | null>): Promise<boolean> =>
        this.change(random, subject, { what, worth, command });
      const rounds = Math.floor(random.between(1, 4));
      for (let round = 0; round < rounds && !this.isOver; round++) {
        const isRevocation = random.chance(0.6);
        const abilities = isRevocation ? WIDE : random.pick(NARROW);
        const isDone = isRevocation
          ? (await change('deactivate', WORTHLESS, patch({ is_active: false }))) &&
            (await change('reactivate', worthOf(WIDE), patch({ is_active: true })))
          : (await change(`narrow to [${abilities.join(' ')}]`, worthOf(abilities), patch({ abilities }))) &&
            (await change('widen', worthOf(WIDE), patch({ abilities: WIDE })));
        if (!isDone) return;
      }
      await change('delete', WORTHLESS, () => desk.insist(remove, { isFinal: true }));
    });
  }

  /** What becomes of its owner becomes of a token, from the moment when it is his. */
  private async liveUnderAnotherOwner(random: Random): Promise<void> {
    const { desk } = this.options;
    const { id, key } = await desk.issue(WIDE);
    const ownerId = await desk.addOperator(['contacts.write']);
    const patch = (path: string, body: object) => (): Promise<Answer | null> =>
      desk.insist({ method: 'PATCH', path, body });
    const ofOwner = (body: object): (() => Promise<Answer | null>) => patch(`/api/team/${ownerId}`, body);
    const wide = worthOf(WIDE);
    const steps = [
      { what: 'transfer', worth: wide, command: patch(`/api/api-keys/${id}`, { owner_id: ownerId }) },
      {
        what: 'narrow the owner',
        worth: { ...wide, write: 'forbidden' },
        command: ofOwner({ permissions: [] }),
      },
      { what: 'widen the owner', worth: wide, command: ofOwner({ permissions: ['contacts.write'] }) },
      { what: 'deactivate the owner', worth: WORTHLESS, command: ofOwner({ is_active: false }) },
      { what: 'reactivate the owner', worth: wide, command: ofOwner({ is_active: true }) },
      { what: 'deactivate the owner again', worth: WORTHLESS, command: ofOwner({ is_active: false }) },
    ];
    await this.joining(new Subject(key, 'token', wide), async (subject) => {
      for (const step of steps) if (this.isOver || !(await this.change(random, subject, step))) return;
    });
  }

  private async liveOfSession(random: Random): Promise<void> {
    const { desk } = this.options;
    const token = await desk.signIn();
    if (token === null) return;
    await this.joining(new Subject(token, 'session', SESSION), async (subject) => {
      await this.change(random, subject, {
        what: 'log out',
        worth: WORTHLESS,
        command: () => desk.logOut(token),
      });
    });
  }

  private async joining(subject: Subject, live: (subject: Subject) => Promise<void>): Promise<void> {
    const { traffic } = this.options;
    traffic.join(subject);
    try {
      await live(subject);
    } finally {
      traffic.leave(subject);
    }
  }

  /** Every guard decides by the state before; then the change; then every guard is asked again and again. */
  private async change(
    random: Random,
    subject: Subject,
    { what, worth, command }: { what: string; worth: Worth; command: () => Promise<Answer | null> },
  ): Promise<boolean> {
    const { cluster, ledger } = this.options;
    await Promise.all(cluster.resources.map((node) => this.warm(random, subject, node)));
    const begun = performance.now();
    const warm = subject.history.begin(what, worth, begun);
    const answer = await command();
    if (answer === null) {
      this.unanswered++;
      return false;
    }
    subject.history.answer(answer.received);
    const sentAfter = (): number => {
      const counts = [...warm].map((guard) => subject.history.settledBy(guard));
      return counts.reduce((sum, count) => sum + count, 0);
    };
    const share = Math.ceil(SENT_AFTER / cluster.resources.length) + 1;
    const deadline = performance.now() + AFTERWARDS_LIMIT_MS;
    const keepAsking = async (node: Node): Promise<void> => {
      while (performance.now() < deadline) {
        const isShareDone = subject.history.settledBy(`${node.name}#${node.life}`) >= share;
        if (isShareDone && sentAfter() >= SENT_AFTER) return;
        const isDecided = await ledger.ask(subject, node, anyProbe(random));
        // Those whose share is done make up for a guard that is away, without haste.
        if (!isDecided || isShareDone) await delay(UNDECIDED_PAUSE_MS);
      }
    };
    const askers = cluster.resources.flatMap((node) =>
      Array.from({ length: AT_ONCE }, () => keepAsking(node)),
    );
    await Promise.all(askers);
    const lapsed = Number(/lapsed=(\d+)/.exec(answer.receipt ?? '')?.[1] ?? 0);
    ledger.changes.push({ tookMs: answer.received - begun, lapsed, sentAfter: sentAfter() });
    return true;
  }

  private async warm(random: Random, subject: Subject, node: Node): Promise<void> {
    const deadline = performance.now() + WARMING_LIMIT_MS;
    for (let decided = 0; decided < WARM && performance.now() < deadline;) {
      if (await this.options.ledger.ask(subject, node, anyProbe(random))) decided++;
      else await delay(UNDECIDED_PAUSE_MS);
    }
  }
}
