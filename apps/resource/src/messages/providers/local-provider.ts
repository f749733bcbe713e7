import { inWorkspace } from '@latchkey/platform';
import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { v7 as newId } from 'uuid';
import { type MessageEntity } from '../message.entity.js';
import { type StatusReport, StatusReports } from '../sending/status-reports.js';
import { type Delivery, MessageProvider } from './message-provider.js';

const DELIVERED_AFTER_MS = 300;
const READ_AFTER_MS = 700;
const NOBODY_TOLD = 'so the message may have been taken: ask the recipient before you send it again';

type Told = Omit<StatusReport, 'reference' | 'messageId'>;

interface Behaviour {
  /** Instead of taking the message; null: it is taken this time. */
  readonly answers?: (message: MessageEntity) => Delivery | null;
  /** Of a message that was taken. */
  readonly reports?: readonly Told[];
}

const EVERYDAY: readonly Told[] = [{ status: 'delivered' }, { status: 'read' }];

/** Numbers that nobody has (555-01XX), to try what goes wrong: the README lists them. */
const BEHAVIOURS: ReadonlyMap<string, Behaviour> = new Map<string, Behaviour>([
  [
    '+12025550101',
    {
      answers: () => ({ outcome: 'refused', reason: { code: '131026', text: 'Message undeliverable' } }),
    },
  ],
  [
    '+12025550102',
    {
      answers: ({ attempts }) =>
        attempts > 1
          ? null
          : { outcome: 'not_now', reason: { code: '130429', text: 'Rate limit hit' }, retryAfterMs: 1_000 },
    },
  ],
  [
    '+12025550103',
    {
      answers: () => ({
        outcome: 'unknown',
        reason: { code: null, text: `No answer came in time, ${NOBODY_TOLD}` },
      }),
    },
  ],
  [
    '+12025550104',
    {
      answers: () => ({
        outcome: 'unknown',
        reason: { code: null, text: `The answer could not be read, ${NOBODY_TOLD}` },
      }),
    },
  ],
  [
    '+12025550105',
    {
      reports: [{ status: 'failed', reason: { code: '131047', text: 'Re-engagement message' } }],
    },
  ],
  ['+12025550106', { reports: [] }],
]);

/** In place of a provider that reaches phones: it writes down what it takes, reports on it a moment later, and fails on request. */
@Injectable()
export class LocalProvider extends MessageProvider implements BeforeApplicationShutdown {
  private readonly logger = new Logger(LocalProvider.name);
  private readonly stopping = new AbortController();

  constructor(
    private readonly database: DataSource,
    private readonly reports: StatusReports,
  ) {
    super();
  }

  async deliver(message: MessageEntity): Promise<Delivery> {
    const { answers, reports = EVERYDAY } = BEHAVIOURS.get(message.recipient) ?? {};
    const answer = answers?.(message) ?? null;
    if (answer) return answer;
    const reference = newId();
    await inWorkspace(this.database, message.workspaceId, (rows) =>
      rows.query(
        'INSERT INTO local_deliveries (reference, message_id, recipient, content) VALUES ($1, $2, $3, $4)',
        [reference, message.id, message.recipient, JSON.stringify(message.content)],
      ),
    );
    void this.tell(message, reference, reports);
    return { outcome: 'accepted', reference };
  }

  /** Nothing is kept of it: there is no phone to show it on. */
  upload(): Promise<string> {
    return Promise.resolve(newId());
  }

  beforeApplicationShutdown(): void {
    this.stopping.abort();
  }

  private async tell(
    { id, workspaceId }: MessageEntity,
    reference: string,
    reports: readonly Told[],
  ): Promise<void> {
    try {
      for (const report of reports) {
        const afterMs = report.status === 'read' ? READ_AFTER_MS : DELIVERED_AFTER_MS;
        await delay(afterMs, undefined, { signal: this.stopping.signal, ref: false });
        await this.reports.take(workspaceId, { ...report, reference, messageId: id });
      }
    } catch (error) {
      // A provider's report that is lost, as they are at times.
      this.logger.debug(String(error));
    }
  }
}
