import { type PrivateStore, startPrivateRedis } from '@latchkey/testing';
import { Logger } from '@nestjs/common';
import { harmlessChecks, loneChecks } from './checks.js';
import { ours } from './our-transport.js';
import { LIMIT_MS, Trial } from './trial.js';

/** What any transport owes its users, asked of ours. */
describe('the bus', () => {
  let redis: PrivateStore;
  let trial: Trial;
  beforeAll(async () => {
    Logger.overrideLogger(false);
    redis = await startPrivateRedis();
    trial = new Trial(ours, redis);
  });
  afterAll(async () => {
    await trial.close();
    await redis.stop('crash');
  });

  it.each(harmlessChecks)('$name', async (check) => {
    await expect(trial.verdictOfHarmless(check)).resolves.toBeNull();
  });

  it.concurrent.each(loneChecks)(
    '$name',
    async (check) => {
      await expect(trial.verdictOf(check)).resolves.toBeNull();
    },
    LIMIT_MS,
  );
});
