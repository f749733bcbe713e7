/**
 * A process that is told of auth's events, as built, for tests to kill. Each event that it has handled is a line of
 * its file, written before the event is acknowledged: `position deliveries`.
 *
 * node event-consumer-process.mjs <redis url> <group> <file> <reclaimAfterMs>
 */
import 'reflect-metadata';
import { appendFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** @typedef {import('@latchkey/bus').EventContext} EventContext */

const built = new URL('../../../dist/libs/bus/src/index.js', import.meta.url).href;
/** @type {unknown} */
const bus = await import(built);
const { EventServer } = /** @type {typeof import('@latchkey/bus')} */ (bus);

const [redisUrl = '', group = '', file = '', reclaimAfterMs = ''] = process.argv.slice(2);
const server = new EventServer({ redisUrl, service: 'auth', group, reclaimAfterMs: Number(reclaimAfterMs) });

/** @param {unknown} _event @param {EventContext} context */
const handle = async (_event, { position, deliveries }) => {
  // Long enough for a kill to find some in hand.
  await delay(Math.random() * 40);
  if (position % 100 === 7 && deliveries === 1) throw new Error('Not today');
  appendFileSync(file, `${position} ${deliveries}\n`);
};
server.addHandler('test.counted.v1', handle, true, { name: 'test.counted', version: 1 });
server.listen(() => undefined);
process.once('SIGTERM', () => {
  void server.close();
});
