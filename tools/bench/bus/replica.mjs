/** Answers: one replica of a subject. */
import { bus, namesOf, readEcho } from './echo.mjs';
import { Controller } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { MessagePattern, Payload, Transport } from '@nestjs/microservices';
import { Redis } from 'ioredis';
import { obey, readSetUp } from '../orders.mjs';

/** @typedef {import('./echo.mjs').Echo} Echo */
/** @typedef {[stream: string, entries: [id: string, fields: string[]][]][]} StreamReply */

/** @type {import('./plan.mjs').SetUp} */
const setUp = readSetUp();
const { redisUrl } = setUp;
const { service, contract, requests, replies } = namesOf(setUp);

/** @param {MethodDecorator} answers */
function echoModule(answers) {
  class EchoController {
    /** @param {Echo} body */
    echo(body) {
      return body;
    }
  }
  const method = /** @type {PropertyDescriptor} */ (
    Object.getOwnPropertyDescriptor(EchoController.prototype, 'echo')
  );
  answers(EchoController.prototype, 'echo', method);
  Payload()(EchoController.prototype, 'echo', 0);
  Controller()(EchoController);
  // eslint-disable-next-line @typescript-eslint/no-extraneous-class -- what Nest knows a module by
  class EchoModule {}
  return { module: EchoModule, controllers: [EchoController] };
}

const ourServer = () => new bus.BusServer({ redisUrl, service, sealingKey: bus.SealingKey.oneTime() });

/** @type {Record<import('./plan.mjs').Subject, () => Promise<void>>} */
const answering = {
  raw: async () => {
    const publisher = new Redis(redisUrl, { enableAutoPipelining: true });
    const subscriber = new Redis(redisUrl);
    subscriber.on('message', (_channel, json) => {
      const { id, body } = readEcho(json);
      void publisher.publish(replies, JSON.stringify({ id, body }));
    });
    await subscriber.subscribe(requests);
  },

  stock: async () => {
    const { hostname: host, port } = new URL(redisUrl);
    const app = await NestFactory.createMicroservice(echoModule(MessagePattern(contract.pattern)), {
      transport: Transport.REDIS,
      options: { host, port: Number(port) },
      logger: false,
    });
    await app.listen();
  },

  streams: async () => {
    const reader = new Redis(redisUrl);
    const replier = new Redis(redisUrl, { enableAutoPipelining: true });
    await reader.xgroup('CREATE', requests, 'replicas', '0', 'MKSTREAM');
    const answerAll = async () => {
      for (;;) {
        const read = await reader.xreadgroup(
          'GROUP',
          'replicas',
          'me',
          'COUNT',
          64,
          'BLOCK',
          500,
          'STREAMS',
          requests,
          '>',
        );
        const [[, entries] = ['', []]] = /** @type {StreamReply | null} */ (read) ?? [];
        for (const [entryId, [, json = '']] of entries) {
          const { id, body } = readEcho(json);
          void replier.xack(requests, 'replicas', entryId);
          void replier.xdel(requests, entryId);
          void replier.publish(replies, JSON.stringify({ id, body }));
        }
      }
    };
    void answerAll();
  },

  unnested: () => {
    const server = ourServer();
    const { pattern, kind, secrets } = contract;
    server.addHandler(pattern, (body) => Promise.resolve(body), false, { kind, secrets });
    server.listen(() => undefined);
    return Promise.resolve();
  },

  ours: async () => {
    const strategy = ourServer();
    const app = await NestFactory.createMicroservice(echoModule(bus.Answers(contract)), {
      strategy,
      logger: false,
    });
    await app.listen();
  },
};

await answering[setUp.subject]();
obey({});
