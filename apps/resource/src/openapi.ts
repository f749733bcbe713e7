import 'reflect-metadata';
import { Metrics } from '@latchkey/platform';
import { ActionPaths } from '@latchkey/token-guard';
import { ApplicationConfig, DiscoveryService, ModulesContainer, NestFactory, Reflector } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { placeRoutes } from './app.js';
import { ResourceConfig } from './config/resource.config.js';
import { describeApi } from './reference/document.js';
import { ResourceModule } from './resource.module.js';

/** `npm run openapi`: prints the API reference. In a preview nothing is constructed: it needs no store and no secret. */
const config = Object.assign(new ResourceConfig(), { RESOURCE_DATABASE_URL: 'postgres://nobody-is-asked' });
const app = await NestFactory.create(
  ResourceModule.forRoot(config, new Metrics('resource')),
  new FastifyAdapter(),
  {
    preview: true,
    logger: false,
  },
);
placeRoutes(app);
const handlers = new DiscoveryService(app.get(ModulesContainer));
const paths = new ActionPaths(handlers, new Reflector(), app.get(ApplicationConfig));
process.stdout.write(`${JSON.stringify(describeApi(app, paths.endpoints()))}\n`);
