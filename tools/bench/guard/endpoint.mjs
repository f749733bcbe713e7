import 'reflect-metadata';
import { Controller, Get } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';

/** In every process that is measured on it, so that a route is matched and a workspace found in it everywhere. */
export const ENDPOINT = '/api/v1/acme/contacts';

class EmptyController {
  list() {
    return { status: 'success', data: [] };
  }
}

/**
 * An application with one endpoint that does nothing, and whatever stands before it.
 * @param {object} before
 * @param {import('@nestjs/common').ModuleMetadata['imports']} [before.imports]
 * @param {import('@nestjs/common').Provider[]} [before.providers]
 * @param {readonly MethodDecorator[]} [before.decorators] Of the handler.
 * @returns {Promise<import('@nestjs/platform-fastify').NestFastifyApplication>} Not yet listening.
 */
export async function emptyApp({ imports = [], providers = [], decorators = [] }) {
  const list = /** @type {PropertyDescriptor} */ (
    Object.getOwnPropertyDescriptor(EmptyController.prototype, 'list')
  );
  for (const decorate of [Get(), ...decorators]) decorate(EmptyController.prototype, 'list', list);
  Controller('v1/:workspace/contacts')(EmptyController);
  // eslint-disable-next-line @typescript-eslint/no-extraneous-class -- what Nest knows a module by
  class EmptyModule {}
  const module = { module: EmptyModule, imports, providers, controllers: [EmptyController] };
  /** @type {import('@nestjs/platform-fastify').NestFastifyApplication} */
  const app = await NestFactory.create(module, new FastifyAdapter(), { logger: false });
  app.setGlobalPrefix('api');
  return app;
}

/** @typedef {Awaited<ReturnType<typeof emptyApp>>} App */
