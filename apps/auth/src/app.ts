import { BusServer, SealingKey } from '@latchkey/bus';
import { CHANGE_BUDGET_MS } from '@latchkey/contracts';
import {
  createHttpApp,
  DatabaseArrival,
  JsonLogger,
  Metrics,
  startTracing,
  warnOfPlainRedis,
} from '@latchkey/platform';
import { redactSecrets } from '@latchkey/token-format';
import { type LoggerService } from '@nestjs/common';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AuthModule } from './auth.module.js';
import { type AuthConfig } from './config/auth.config.js';

/**
 * When a guard has died without a word every change waits for as long as its lease: at 50 changes a second that are
 * 500, which only wait, and keep no other command from being read.
 */
const CONCURRENCY = { question: 256, command: 512 };
/** No caller waits any more: who took the message has died. */
const RECLAIM_AFTER_MS = { question: 5_000, command: CHANGE_BUDGET_MS + 5_000 };

/** Auth, not yet listening: it answers over the bus, and over HTTP for its health and public keys only. */
export async function createAuthApp(
  config: AuthConfig,
): Promise<{ app: NestFastifyApplication; logger: LoggerService }> {
  const logger = new JsonLogger({ name: 'auth', level: config.LOG_LEVEL, redact: redactSecrets });
  warnOfPlainRedis(config, logger);
  const sealingKey = SealingKey.fromList(config.SEALING_KEY);
  const bus = new BusServer({
    redisUrl: config.redisUrl,
    service: 'auth',
    sealingKey,
    stockDoor: true,
    concurrency: CONCURRENCY,
    reclaimAfterMs: RECLAIM_AFTER_MS,
  });
  const stopTracing = await startTracing({ service: 'auth', endpoint: config.OTEL_EXPORTER_OTLP_ENDPOINT });
  const metrics = new Metrics('auth');
  const app = await createHttpApp(AuthModule.forRoot({ config, bus, sealingKey, metrics }), logger, {
    metrics,
    stopTracing,
  });
  app.connectMicroservice({ strategy: bus });
  return { app, logger };
}

/**
 * Reads messages as soon as there is a database to answer them from, and not before: each that it took would be lost to
 * the replicas that have one. Resolves when it does.
 */
export async function readTheBus(app: NestFastifyApplication): Promise<void> {
  await app.get(DatabaseArrival).opened;
  await app.startAllMicroservices();
}
