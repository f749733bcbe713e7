/** One replica of a service under test: a Nest application of its own, told by its first argument what it is. */
import { Controller, Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { MessagePattern, Payload, RpcException, Transport } from '@nestjs/microservices';
import 'reflect-metadata';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

/** @typedef {import('./transport.js').HandlerName} HandlerName */
/** @typedef {import('./transport.js').Work} Work */
/** @typedef {import('./replica-process-options.js').ReplicaProcessOptions} Options */
/** @typedef {import('./replica-process-options.js').Told} Told */

const dist = path.resolve(import.meta.dirname, '../../../../dist/libs/bus/src/index.js');
/** @type {unknown} */
const compiled = await import(pathToFileURL(dist).href);
/** The bus as it is deployed. */
const bus = /** @type {typeof import('../../src/index.js')} */ (compiled);
/** @type {unknown} */
const given = JSON.parse(process.argv[2] ?? '');
const options = /** @type {Options} */ (given);
const { redisUrl, service } = options;

/** @param {Told} what */
const tell = (what) => new Promise((resolve) => process.send?.(what, resolve));

let working = 0;

/** @type {Record<HandlerName, (work: Work) => Promise<unknown>>} */
const handlers = {
  echo: async ({ key, value = null, ms }) => {
    void tell({ begun: key ?? -1, working: ++working });
    if (ms) await sleep(ms);
    working--;
    return value;
  },
  effect: (work) => handlers.echo(work),
  join: ({ value }) => Promise.resolve(/** @type {string[]} */ (value).join('-')),
  silence: () => Promise.resolve(undefined),
  refuse: ({ value }) => Promise.reject(new RpcException(/** @type {object} */ (value))),
  break: () => Promise.reject(new Error('the inside of a defect')),
  die: async ({ key }) => {
    await tell({ begun: key ?? -1, working: 1 });
    process.kill(process.pid, 'SIGKILL');
    await sleep(10_000);
  },
};

/** @param {(handler: HandlerName) => MethodDecorator} answers */
function serviceModule(answers) {
  // eslint-disable-next-line @typescript-eslint/no-extraneous-class -- filled below
  class ServiceController {}
  const prototype = /** @type {Record<string, unknown>} */ (ServiceController.prototype);
  for (const [name, handle] of Object.entries(handlers)) {
    prototype[name] = handle;
    Payload()(prototype, name, 0);
    const method = /** @type {PropertyDescriptor} */ (Object.getOwnPropertyDescriptor(prototype, name));
    answers(/** @type {HandlerName} */ (name))(prototype, name, method);
  }
  Controller()(ServiceController);
  // eslint-disable-next-line @typescript-eslint/no-extraneous-class -- what Nest knows a module by
  class ServiceModule {}
  return { module: ServiceModule, controllers: [ServiceController] };
}

/** @type {Record<Options['transport'], () => Promise<void>>} */
const serving = {
  ours: async () => {
    const { concurrency, reclaimAfterMs } = options;
    const strategy = new bus.BusServer({
      redisUrl,
      service,
      sealingKey: await bus.SealingKey.oneTime(),
      concurrency: { question: concurrency, command: concurrency },
      reclaimAfterMs: { question: reclaimAfterMs, command: reclaimAfterMs },
    });
    const answers = (/** @type {HandlerName} */ handler) =>
      bus.Answers({ ...options.terms[handler], budgetMs: 0 });
    const app = await NestFactory.createMicroservice(serviceModule(answers), { strategy, logger: false });
    await app.listen();
    while (!strategy.isConnected) await sleep(5);
  },

  stock: async () => {
    const { hostname: host, port } = new URL(redisUrl);
    const answers = (/** @type {HandlerName} */ handler) => MessagePattern(options.terms[handler].pattern);
    const app = await NestFactory.createMicroservice(serviceModule(answers), {
      transport: Transport.REDIS,
      options: { host, port: Number(port), retryAttempts: options.retryAttempts ?? 0, retryDelay: 100 },
      logger: false,
    });
    await app.listen();
  },
};

Logger.overrideLogger(false);
await serving[options.transport]();
await tell({ ready: true });
