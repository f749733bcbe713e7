import { Counter, type Measured } from '@latchkey/metrics';
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import pLimit from 'p-limit';
import { setTimeout as delay } from 'node:timers/promises';
import { type Subscription } from 'rxjs';
import { AttemptStore, type Claim, type Letter, type Place } from './attempt.store.js';
import { isDelivered, type Outcome } from './outcome.js';
import { signedHeaders } from './signature.js';
import { WebhookCaller } from './webhook-caller.js';
import { WebhookOutbox } from './webhook-outbox.js';
import { WebhookSecrets } from './webhook-secrets.js';

/** What nobody woke this process for, as a retry or what another wrote down, is seen this soon. */
const POLL_MS = 500;
/** Whoever wrote something down commits within it, most of the time; many at once cost one turn. */
const GATHER_MS = 25;
/** A receiver that answers slowly keeps this many waiting, a workspace about so many, and nobody else. */
const MOST_OF_WEBHOOK = 4;
const OF_WEBHOOK_AT_ONCE = 2;
const MOST_OF_WORKSPACE = 32;
const MOST_UNDER_WAY = 128;
/** Of the connections to PostgreSQL, which requests need too. */
const CONNECTIONS = 4;
/** What is under way when this process stops may take so long; the rest is given back. */
const FAREWELL_MS = 3_000;
const FIRST: Place = {
  workspaceId: '00000000-0000-0000-0000-000000000000',
  webhookId: '00000000-0000-0000-0000-000000000000',
};

/**
 * Delivers what is due, in every replica at once: PostgreSQL gives each delivery to one of them. At least once: of a
 * process that dies with one in hand nobody can tell whether it was sent, and another sends it again under its id.
 */
@Injectable()
export class Dispatcher implements Measured, OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly called = new Counter(
    'latchkey_webhook_attempts_total',
    'Calls of webhooks, by what came of them.',
    { outcome: ['delivered', 'failed', 'interrupted'] },
  );
  readonly families = [this.called];
  private readonly outcomes = this.called.each('outcome', {});
  private readonly logger = new Logger('Webhooks');
  private readonly underWay = new Map<string, number>();
  private readonly attempts = new Set<Promise<void>>();
  private readonly inTurn = pLimit(CONNECTIONS);
  private readonly stopping = new AbortController();
  private running: Promise<void> | null = null;
  private waking: Subscription | null = null;
  private place = FIRST;
  private isStopped = false;
  private isFailing = false;
  private isWoken = false;
  private wakeUp: () => void = () => undefined;

  constructor(
    private readonly store: AttemptStore,
    private readonly secrets: WebhookSecrets,
    private readonly caller: WebhookCaller,
  ) {}

  onApplicationBootstrap(): void {
    this.waking = WebhookOutbox.noted.subscribe(() => {
      this.wake();
    });
    this.running = this.run();
  }

  /** Before the database's connections are closed. */
  async beforeApplicationShutdown(): Promise<void> {
    this.isStopped = true;
    this.waking?.unsubscribe();
    this.wake();
    await this.running;
    const overdue = setTimeout(() => {
      this.stopping.abort();
    }, FAREWELL_MS);
    await Promise.all(this.attempts);
    clearTimeout(overdue);
  }

  private wake(): void {
    this.isWoken = true;
    this.wakeUp();
  }

  private async run(): Promise<void> {
    while (!this.isStopped) {
      this.isWoken = false;
      try {
        await this.turn();
        if (this.isFailing) this.logger.log('Webhooks are called again');
        this.isFailing = false;
      } catch (error) {
        if (!this.isFailing) this.logger.warn(`No webhook is called: ${String(error)}`);
        this.isFailing = true;
      }
      await this.nextTurn();
    }
  }

  /** To the end of the webhooks, or until there is no more room. */
  private async turn(): Promise<void> {
    while (!this.isStopped) {
      const room = MOST_UNDER_WAY - this.attempts.size;
      if (room <= 0) return;
      const { claims, next } = await this.store.claim(this.place, room, OF_WEBHOOK_AT_ONCE, this.busy());
      for (const claim of claims) this.begin(claim);
      const hadBegunLater = this.place !== FIRST;
      this.place = next ?? FIRST;
      if (!next && !hadBegunLater) return;
    }
  }

  private busy(): string[] {
    return [...this.underWay].filter(([, count]) => count > 0).map(([id]) => id);
  }

  private begin(claim: Claim): void {
    const attempt = this.attempt(claim).finally(() => {
      this.attempts.delete(attempt);
      this.count(claim, -1);
      this.wake();
    });
    this.attempts.add(attempt);
    this.count(claim, 1);
  }

  /** Under each id how many there are beyond what leaves room for another turn: above 0, it has no room. */
  private count({ workspaceId, webhookId }: Claim, by: 1 | -1): void {
    const least = { [workspaceId]: 1 - MOST_OF_WORKSPACE, [webhookId]: OF_WEBHOOK_AT_ONCE - MOST_OF_WEBHOOK };
    for (const [id, start] of Object.entries(least)) {
      const count = (this.underWay.get(id) ?? start) + by;
      if (count === start) this.underWay.delete(id);
      else this.underWay.set(id, count);
    }
  }

  /** Never rejects: what was not settled is due again when its claim is over. */
  private async attempt(claim: Claim): Promise<void> {
    try {
      const letter = await this.inTurn(() => this.store.read(claim));
      if (!letter) return;
      const outcome = await this.send(claim, letter);
      this.outcomes[nameOf(outcome)].add();
      if (outcome.error === 'interrupted') await this.inTurn(() => this.store.giveBack(claim));
      else await this.settle(claim, letter, outcome);
    } catch (error) {
      this.logger.warn(
        `Delivery ${claim.eventId} to webhook ${claim.webhookId} failed here: ${String(error)}`,
      );
    }
  }

  private send(claim: Claim, letter: Letter): Promise<Outcome> {
    const owner = { workspaceId: claim.workspaceId, id: claim.webhookId };
    const keys = letter.secrets.map((sealed) => this.secrets.open(sealed, owner));
    const { type, at, data } = letter;
    const body = JSON.stringify({
      ...{ type, timestamp: at.toISOString(), workspace_id: claim.workspaceId },
      data,
    });
    const timestamp = Math.floor(Date.now() / 1_000);
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Latchkey-Webhooks/1',
      ...signedHeaders({ id: claim.eventId, timestamp, body }, keys),
    };
    return this.caller.post(letter.url, body, headers, this.stopping.signal);
  }

  private async settle(claim: Claim, letter: Letter, outcome: Outcome): Promise<void> {
    const reason = await this.inTurn(() => this.store.settle(claim, letter, outcome));
    if (reason) this.logger.warn(`Webhook ${claim.webhookId} was deactivated: it is ${reason}`);
  }

  private async nextTurn(): Promise<void> {
    if (this.isStopped) return;
    await Promise.race([
      delay(POLL_MS, undefined, { ref: false }),
      new Promise<void>((resolve) => {
        this.wakeUp = resolve;
        if (this.isWoken) resolve();
      }),
    ]);
    await delay(GATHER_MS);
  }
}

const nameOf = (outcome: Outcome): 'delivered' | 'failed' | 'interrupted' => {
  if (outcome.error === 'interrupted') return 'interrupted';
  return isDelivered(outcome) ? 'delivered' : 'failed';
};
