import { setTimeout as delay } from 'node:timers/promises';
import { type Check, comesTrue, must, numbers, PATIENCE_MS, same } from './check.js';
import { type Replica, type ServiceUnderTest } from './transport.js';

const toldOf = (replicas: readonly Replica[]): number[] => replicas.flatMap(({ told }) => told);

/** What is owed to whoever listens for events. */
export const eventChecks: readonly Check[] = [
  {
    name: 'each group is told of each of 100 events once, and its replicas share them',
    run: async (service: ServiceUnderTest): Promise<void> => {
      const [three, other] = await Promise.all([
        service.replicas(3, { group: 'billing', concurrency: 4 }),
        service.replicas(1, { group: 'reporting' }),
      ]);
      for (const key of numbers(100)) await service.emit('noted', key);
      for (const group of [three, other]) {
        await comesTrue(() => toldOf(group).length >= 100, PATIENCE_MS);
        // Whoever else is told of them has been by now.
        await delay(200);
        const told = toldOf(group).sort((a, b) => a - b);
        must(
          same(told, numbers(100)),
          `a group of ${group.length} was told of 100 events ${told.length} times`,
        );
      }
      const most = Math.max(...three.map(({ told }) => told.length));
      must(most < 100, 'one of three was told of them all');
    },
  },
  {
    name: 'a group is told of what happened while none of it listened',
    run: async (service: ServiceUnderTest): Promise<void> => {
      const [first] = (await service.replicas(1, { group: 'billing' })) as [Replica];
      await service.emit('noted', 1);
      must(await comesTrue(() => first.told.includes(1), PATIENCE_MS), 'an event was not told at all');
      await first.kill();
      await service.emit('noted', 2);
      const [next] = (await service.replicas(1, { group: 'billing' })) as [Replica];
      must(await comesTrue(() => next.told.includes(2), 1_500), 'it was not told');
    },
  },
  {
    name: 'an event whose handler fails is told again, until it is done',
    run: async (service: ServiceUnderTest): Promise<void> => {
      const [replica] = (await service.replicas(1, { group: 'billing' })) as [Replica];
      await service.emit('stumbling', 1);
      must(await comesTrue(() => replica.told.length > 0, PATIENCE_MS), 'an event was not told at all');
      must(await comesTrue(() => replica.told.length > 1, 2_500), 'it was told once');
      await delay(1_500);
      must(replica.told.length === 2, `it was told ${replica.told.length} times`);
    },
  },
  {
    name: 'an event that a killed replica was at is told to another of its group',
    run: async (service: ServiceUnderTest): Promise<void> => {
      const [first] = (await service.replicas(1, { group: 'billing' })) as [Replica];
      await service.emit('lingering', 1);
      must(await comesTrue(() => first.told.includes(1), PATIENCE_MS), 'an event was not told at all');
      await first.kill();
      const [next] = (await service.replicas(1, { group: 'billing' })) as [Replica];
      must(await comesTrue(() => next.told.includes(1), 2_000), 'nobody took it over');
    },
  },
  {
    name: 'an event that fails each time keeps none of 20 others from its group',
    run: async (service: ServiceUnderTest): Promise<void> => {
      const [replica] = (await service.replicas(1, { group: 'billing', concurrency: 1 })) as [Replica];
      for (const key of numbers(20)) {
        if (key % 10 === 0) await service.emit('failing', 100 + key);
        await service.emit('noted', key);
      }
      await comesTrue(() => replica.told.includes(19), 3_000);
      must(replica.told.includes(100) && replica.told.includes(110), 'an event was not told at all');
      const others = replica.told.filter((key) => key < 100).sort((a, b) => a - b);
      must(same(others, numbers(20)), `the group was told of ${others.length} of the 20 others`);
      must(replica.isAlive, 'its replica died of it');
    },
  },
];
