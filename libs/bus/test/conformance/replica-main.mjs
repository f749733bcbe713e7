/** One replica of a service under test: a Nest application of its own, told by its first argument what it is. */
import { Controller, Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { EventPattern, MessagePattern, Payload, RpcException, Transport } from '@nestjs/microservices';
import 'reflect-metadata';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

/** @typedef {import('./transport.js').EventName} EventName */
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
const { redisUrl, service, group, concurrency, reclaimAfterMs } = options;

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

/** @type {Set<number>} */
const stumbledOver = new Set();

/** @type {Record<EventName, (event: { key: number }) => Promise<unknown>>} */
const listeners = {
  noted: async ({ key }) => {
    void tell({ told: key });
    await sleep(10);
  },
  stumbling: async ({ key }) => {
    await tell({ told: key });
    if (stumbledOver.has(key)) return;
    stumbledOver.add(key);
    throw new Error('Not yet');
  },
  failing: async ({ key }) => {
    await tell({ told: key });
    throw new Error('Never');
  },
  lingering: async ({ key }) => {
    await tell({ told: key });
    await new Promise(() => undefined);
  },
};

/**
 * @template {string} Name
 * @template {unknown[]} Given
 * @param {Record<Name, (...given: Given) => Promise<unknown>>} methods
 * @param {(name: Name) => MethodDecorator} marked
 * @param {ParameterDecorator} payload
 */
function serviceModule(methods, marked, payload = Payload()) {
  // eslint-disable-next-line @typescript-eslint/no-extraneous-class -- filled below
  class ServiceController {}
  const prototype = /** @type {Record<string, unknown>} */ (ServiceController.prototype);
  for (const name of /** @type {Name[]} */ (Object.keys(methods))) {
    prototype[name] = methods[name];
    payload(prototype, name, 0);
    const method = /** @type {PropertyDescriptor} */ (Object.getOwnPropertyDescriptor(prototype, name));
    marked(name)(prototype, name, method);
  }
  Controller()(ServiceController);
  // eslint-disable-next-line @typescript-eslint/no-extraneous-class -- what Nest knows a module by
  class ServiceModule {}
  return { module: ServiceModule, controllers: [ServiceController] };
}

async function serveOurs() {
  const strategy = new bus.BusServer({
    redisUrl,
    service,
    sealingKey: bus.SealingKey.oneTime(),
    concurrency: { question: concurrency, command: concurrency },
    reclaimAfterMs: { question: reclaimAfterMs, command: reclaimAfterMs },
  });
  const answers = (/** @type {HandlerName} */ handler) =>
    bus.Answers({ ...options.terms[handler], budgetMs: 0 });
  await listen(serviceModule(handlers, answers), strategy);
}

/** @param {string} to */
async function listenOurs(to) {
  const strategy = new bus.EventServer({ redisUrl, service, group: to, concurrency, reclaimAfterMs });
  const isTold = (/** @type {EventName} */ event) =>
    /** @type {MethodDecorator} */ (bus.OnEvent({ name: options.events[event], version: 1 }));
  await listen(serviceModule(listeners, isTold, Payload('data')), strategy);
}

/**
 * @param {ReturnType<typeof serviceModule>} module
 * @param {import('../../src/index.js').BusServer | import('../../src/index.js').EventServer} strategy
 */
async function listen(module, strategy) {
  const app = await NestFactory.createMicroservice(module, { strategy, logger: false });
  await app.listen();
  while (!strategy.isConnected) await sleep(5);
}

async function serveStock() {
  const { hostname: host, port } = new URL(redisUrl);
  const answers = (/** @type {HandlerName} */ handler) => MessagePattern(options.terms[handler].pattern);
  const isTold = (/** @type {EventName} */ event) =>
    /** @type {MethodDecorator} */ (EventPattern(options.events[event]));
  const module = group ? serviceModule(listeners, isTold) : serviceModule(handlers, answers);
  const app = await NestFactory.createMicroservice(module, {
    transport: Transport.REDIS,
    options: { host, port: Number(port), retryAttempts: options.retryAttempts ?? 0, retryDelay: 100 },
    logger: false,
  });
  await app.listen();
  // It does not say when it has subscribed.
  for (const connection of /** @type {import('ioredis').Redis[]} */ (app.unwrap())) await connection.ping();
}

Logger.overrideLogger(false);
if (options.transport === 'stock') await serveStock();
else if (group) await listenOurs(group);
else await serveOurs();
await tell({ ready: true });
