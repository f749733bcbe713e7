import { Counter, type Measured } from '@latchkey/metrics';
import { Injectable, Logger } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { type JobQueue } from '../../jobs/job-queue.js';
import { JobQueues } from '../../jobs/job-queues.js';
import { MessageEntity } from '../message.entity.js';
import { type Delivery, MessageProvider, type ProviderReason } from '../providers/message-provider.js';
import { AttemptStore, type MessageRef } from './attempt.store.js';
import { backoffMs } from './backoff.js';

/** So many are in the air when a replica is killed, and end as `unknown`. */
const AT_ONCE = 8;
const MOST_ATTEMPTS = 25;
const LONGEST_QUEUED_MS = 60 * 60_000;
/** For writing down what came of an attempt, beside what the provider may take. */
const WRITING_MS = 3_000;
const OVERDUE_SECONDS = 2;

const ABANDONED: ProviderReason = {
  code: null,
  text:
    'The process that was handing it over ended before it heard an answer, so it may have been taken. ' +
    'Ask the recipient, or look it up at the provider, before you send it again',
};

/** How long an attempt may take, from the environment. */
export abstract class AttemptTerms {
  abstract readonly timeoutMs: number;
}

/** Hands queued messages to the provider. A message is handed over again only when it was surely not taken. */
@Injectable()
export class MessageSender implements Measured {
  private readonly attempted = new Counter(
    'latchkey_message_attempts_total',
    'Messages handed to the provider, by what it said.',
    { outcome: ['accepted', 'refused', 'unknown', 'not_now'] },
  );
  readonly families = [this.attempted];
  private readonly outcomes = this.attempted.each('outcome', {});
  private readonly logger = new Logger('Messages');
  private readonly queue: JobQueue<MessageRef>;

  constructor(
    private readonly attempts: AttemptStore,
    private readonly provider: MessageProvider,
    private readonly terms: AttemptTerms,
    jobs: JobQueues,
  ) {
    this.queue = jobs.open<MessageRef>({
      name: 'messages',
      concurrency: AT_ONCE,
      work: (message) => this.send(message),
      overdue: async (limit) =>
        (await this.attempts.overdue(OVERDUE_SECONDS, limit)).map((message) => ({
          id: message.id,
          subject: message,
        })),
    });
  }

  /** Once the message is committed. */
  soon({ id, workspaceId }: MessageRef): void {
    this.queue.add({ id, subject: { id, workspaceId } });
  }

  private async send(ref: MessageRef): Promise<number | null> {
    const begun = await this.attempts.begin(ref, this.terms.timeoutMs + WRITING_MS);
    if (begun instanceof MessageEntity) return this.settle(begun, await this.deliver(begun));
    if (!begun.isAbandoned) return begun.lookAgainInMs;
    await this.attempts.forward(ref, { status: 'unknown', reason: ABANDONED });
    return null;
  }

  private async deliver(message: MessageEntity): Promise<Delivery> {
    try {
      return await this.provider.deliver(message);
    } catch (error) {
      this.logger.error(error);
      const text = 'Latchkey failed while it was handing it over, so it may have been taken: see its log';
      return { outcome: 'unknown', reason: { code: null, text } };
    }
  }

  private settle(message: MessageEntity, delivery: Delivery): Promise<number | null> {
    this.outcomes[delivery.outcome].add();
    switch (delivery.outcome) {
      case 'accepted':
        return this.note(message, { status: 'sent', reference: delivery.reference });
      case 'refused':
        return this.note(message, { status: 'failed', reason: delivery.reason });
      case 'unknown':
        return this.note(message, { status: 'unknown', reason: delivery.reason });
      case 'not_now':
        return this.tryLater(message, delivery);
    }
  }

  private async note(message: MessageEntity, change: Parameters<AttemptStore['forward']>[1]): Promise<null> {
    await untilWritten(() => this.attempts.forward(message, change));
    return null;
  }

  private async tryLater(
    message: MessageEntity,
    { reason, retryAfterMs }: Extract<Delivery, { outcome: 'not_now' }>,
  ): Promise<number | null> {
    const delayMs = backoffMs(message.attempts, retryAfterMs);
    const ageMs = Date.now() - message.createdAt.getTime();
    if (message.attempts >= MOST_ATTEMPTS || ageMs + delayMs > LONGEST_QUEUED_MS) {
      const text = `Given up after ${message.attempts} attempts. The last: ${reason.text}`;
      return this.note(message, { status: 'failed', reason: { code: reason.code, text } });
    }
    const why = `${reason.text}. Trying again in ${Math.ceil(delayMs / 1_000)} s`;
    const isStillOurs = await untilWritten(() => this.attempts.postpone(message, delayMs, why));
    return isStillOurs ? delayMs : null;
  }
}

/** What the provider said is heard once: PostgreSQL is given a second time, and a third, to write it down. */
async function untilWritten<Result>(write: () => Promise<Result>): Promise<Result> {
  for (const pauseMs of [200, 800]) {
    try {
      return await write();
    } catch {
      await delay(pauseMs);
    }
  }
  return write();
}
