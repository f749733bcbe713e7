import { eventually } from '@latchkey/testing';
import { apitk, generateToken } from '@latchkey/token-format';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { type Deployment } from './deployment.js';

const BUS = 'latchkey:bus:{auth}';
/** As many as a client lets wait at auth. */
const FULL = 10_000;

/** Ends what was broken. */
type Mend = () => unknown;

export interface Breakage {
  readonly what: string;
  /** All that must fire while it lasts. */
  readonly alerts: readonly string[];
  readonly break: (on: Deployment) => Promise<Mend>;
}

/** Does something again and again, until it is told not to. */
function again(everyMs: number, act: () => unknown): Mend {
  const timer = setInterval(() => void act(), everyMs);
  return () => {
    clearInterval(timer);
  };
}

const all =
  (...mends: Mend[]): Mend =>
  async () => {
    for (const mend of mends) await mend();
  };

/** Changes rows, and lets nobody else change any from the moment on at which that is seen. */
async function changeAndHold(on: Deployment, table: string, change: string): Promise<Mend> {
  const writer = new pg.Client(on.latchkey.superuserUrls.resource);
  await writer.connect();
  await writer.query('BEGIN');
  const { rowCount } = await writer.query(change);
  const held = on.hold('resource', `LOCK TABLE ${table} IN EXCLUSIVE MODE`);
  await delay(200);
  await writer.query('COMMIT');
  await writer.end();
  const release = await held;
  if (!rowCount) {
    await release();
    throw new Error(`There was nothing in ${table} to hold up.`);
  }
  return release;
}

const LIST: readonly Breakage[] = [
  {
    what: 'a message that nobody got done',
    alerts: ['LatchkeyDeadLetters'],
    break: async ({ redis }) => {
      await redis.xadd(`${BUS}:dead`, '*', 'm', '{}');
      return () => redis.del(`${BUS}:dead`);
    },
  },
  {
    what: 'a relay that cannot number events',
    alerts: ['LatchkeyOutboxStuck'],
    break: async (on) => {
      const release = await on.hold('auth', 'SELECT FROM outbox_head FOR UPDATE');
      await on.issue({ name: 'Told late' });
      return release;
    },
  },
  {
    what: 'an auth that is not there',
    alerts: [
      'LatchkeyServiceDown',
      'LatchkeyReplicaDown',
      'LatchkeyLeaseLost',
      'LatchkeyNoLease',
      'LatchkeyDecisionsUnavailable',
      'LatchkeyDecisionsUnavailableSlowly',
      'LatchkeyServerErrors',
      'LatchkeyCanaryFailing',
      'LatchkeyBusFull',
    ],
    break: async ({ latchkey: { auths }, redis }) => {
      await Promise.all(auths.map((auth) => auth.pause()));
      const junk = redis.pipeline();
      for (let n = 0; n < FULL; n++) junk.xadd(`${BUS}:questions`, '*', 'm', '');
      await junk.exec();
      return async () => {
        await redis.xtrim(`${BUS}:questions`, 'MAXLEN', 0);
        for (const auth of auths) auth.resume();
      };
    },
  },
  {
    what: 'a ledger of quotas that is locked',
    alerts: ['LatchkeyQuotaLedgerStuck'],
    break: async (on) => {
      const tokens = await Promise.all(
        Array.from({ length: 8 }, (_, n) => on.issue({ name: `Limited ${n}`, monthly_quota: 1_000 })),
      );
      const release = await on.hold('auth', 'LOCK TABLE quota_ledger');
      const using = again(200, () => {
        for (const { key } of tokens) on.use(key, '/api/contacts');
      });
      return all(using, release);
    },
  },
  {
    what: 'messages that nobody may hand over',
    alerts: ['LatchkeyMessagesOverdue'],
    break: async (on) => {
      const { json } = await on.manage<{ data: { id: string } }>('POST', '/messages/send', {
        to: '+14155552671',
        text: 'Hello',
      });
      const path = `/messages/${json.data.id}`;
      await eventually(
        async () =>
          (await on.manage<{ data: { status: string } }>('GET', path)).json.data.status !== 'queued',
      );
      return changeAndHold(
        on,
        'messages',
        `UPDATE messages SET status = 'queued', is_under_way = false, due_at = now() - interval '1 hour'`,
      );
    },
  },
  {
    what: 'deliveries that nobody may begin',
    alerts: ['LatchkeyWebhooksOverdue'],
    break: async (on) => {
      // Nothing listens there: what is delivered stays due.
      await on.manage('POST', '/webhooks', { url: 'http://127.0.0.1:9/', events: ['contact.*'] });
      await on.manage('POST', '/contacts', { firstname: 'Ada', phone: '+15550101' });
      await delay(1_000);
      return changeAndHold(
        on,
        'webhook_deliveries',
        `UPDATE webhook_deliveries SET next_at = now() - interval '1 hour', claimed_at = NULL WHERE status = 'pending'`,
      );
    },
  },
  {
    what: 'a process that stands still for a moment, now and then',
    alerts: ['LatchkeyEventLoopBlocked'],
    break: ({ latchkey: { resources } }) => {
      const over = new AbortController();
      const [, second] = resources;
      const stumbling = (async () => {
        while (!over.signal.aborted) {
          await second?.pause();
          // Who reads it meanwhile is answered first, and ends what Node remembers of it: not each of them is seen.
          await delay(1_100);
          second?.resume();
          await delay(2_000);
        }
      })();
      return Promise.resolve(() => {
        over.abort();
        return stumbling;
      });
    },
  },
  {
    what: 'a guard that falls silent, with changes to wait for',
    alerts: ['LatchkeyGuardsLapsed', 'LatchkeyChangesSlow'],
    break: async (on) => {
      const [, second] = on.latchkey.resources;
      const tokens = await Promise.all(
        Array.from({ length: 20 }, (_, n) => on.issue({ name: `Changed ${n}` })),
      );
      await second?.pause();
      const asked = tokens.map(({ id }) => on.manage('PATCH', `/api-keys/${id}`, { is_active: false }));
      return async () => {
        second?.resume();
        await Promise.all(asked);
      };
    },
  },
  {
    what: 'changes that wait for each other',
    alerts: ['LatchkeyCanarySlow'],
    break: (on) => {
      const over = new AbortController();
      const locking = (async () => {
        while (!over.signal.aborted) {
          const release = await on.hold('auth', 'SELECT FROM change_head FOR UPDATE');
          await delay(2_800);
          await release();
          await delay(20);
        }
      })();
      return Promise.resolve(() => {
        over.abort();
        return locking;
      });
    },
  },
  {
    what: 'a registry of guards that cannot be read',
    alerts: ['LatchkeyChangesPending', 'LatchkeyLogLag'],
    break: async (on) => {
      const { id } = await on.issue({ name: 'Pending' });
      const release = await on.hold('auth', 'LOCK TABLE guards');
      const changed = on.manage('PATCH', `/api-keys/${id}`, { is_active: false });
      // The log is further than any guard can get.
      const hinting = again(200, () => on.redis.publish(`${BUS}:hints`, 'log at 1000000'));
      return all(hinting, release, () => changed);
    },
  },
  {
    what: 'tokens that cannot be read, and a replica that dies meanwhile',
    alerts: ['LatchkeyBusLag', 'LatchkeyPoolExhausted', 'LatchkeyDecisionsSlow', 'LatchkeyReclaimed'],
    break: async (on) => {
      const release = await on.hold('auth', 'LOCK TABLE api_tokens');
      const asking = again(50, () => {
        for (let n = 0; n < 4; n++) on.use(generateToken(apitk));
      });
      await delay(3_000);
      await on.latchkey.auths[1]?.pause();
      return all(asking, release, () => on.latchkey.auths[1]?.resume());
    },
  },
  {
    what: 'a Redis that is away',
    alerts: ['LatchkeyRedisDown'],
    break: async ({ redisServer }) => {
      await redisServer.stop();
      return () => redisServer.start();
    },
  },
  {
    what: 'a PostgreSQL that is away',
    alerts: ['LatchkeyPostgresqlDown'],
    break: async ({ postgres }) => {
      await postgres.stop('immediate');
      return () => postgres.start();
    },
  },
  {
    what: 'a guard that goes on accepting',
    alerts: ['LatchkeyStaleAccept'],
    break: async (on) => {
      const credulous = createServer((_, response) => response.writeHead(200).end('{}'));
      await new Promise<void>((resolve) => credulous.listen(0, '127.0.0.1', resolve));
      await on.addCanary({ urls: [`http://127.0.0.1:${(credulous.address() as AddressInfo).port}`] });
      return () => credulous.close();
    },
  },
  {
    what: 'a process that starts again and again',
    alerts: ['LatchkeyRestarting'],
    break: (on) => {
      const over = new AbortController();
      const [canary] = on.canaries;
      const restarting = (async () => {
        while (!over.signal.aborted) await on.restart(canary);
      })();
      return Promise.resolve(() => {
        over.abort();
        return restarting;
      });
    },
  },
  {
    what: 'no canary',
    alerts: ['LatchkeyCanaryAbsent'],
    break: async (on) => {
      await on.removeCanaries();
      return () => on.addCanary();
    },
  },
];

/** How each alert comes about: all of them. Those that take least of a machine's time are first. */
export const breakages = (): readonly Breakage[] => LIST;
