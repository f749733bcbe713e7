import 'reflect-metadata';
import { latchkeyEvents } from '@latchkey/client';
import { ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { BillingModule } from './billing.module.js';

/** Says which variable is missing, never what stands in another: some are secrets. */
function variable(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}

const redisUrl = variable('REDIS_URL');
const module = BillingModule.forRoot({
  redisUrl,
  sealingPublicKey: variable('SEALING_PUBLIC_KEY'),
  credential: variable('LATCHKEY_CREDENTIAL'),
});
const app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter());
app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }));
app.connectMicroservice({ strategy: latchkeyEvents({ redisUrl, group: 'billing' }) });
// SIGTERM finishes what is in flight, then closes the client's connections.
app.enableShutdownHooks();
await app.startAllMicroservices();
await app.listen(variable('PORT'), '127.0.0.1');
