import { type EventStream } from '@latchkey/bus';
import { type Family, Gauge, type Measured } from '@latchkey/metrics';
import { type Outbox } from './outbox.js';

/** How long events wait to be told: every replica of auth says the same. */
export class OutboxMetrics implements Measured {
  readonly families: readonly Family[];

  constructor(outbox: Outbox, stream: EventStream) {
    this.families = [
      new Gauge(
        'latchkey_outbox_age_seconds',
        'Age of the oldest event that is not in the stream; 0: there is none.',
        async () => {
          // Without Redis nothing gets a position: what waits has none.
          const published = stream.isConnected ? await stream.position() : null;
          return outbox.oldestWaiting(published);
        },
      ),
    ];
  }
}
