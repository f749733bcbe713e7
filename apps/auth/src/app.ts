import { BusServer, SealingKey } from '@latchkey/bus';
import { CHANGE_BUDGET_MS } from '@latchkey/contracts';
import { createHttpApp, JsonLogger, refuseExemptRole } from '@latchkey/platform';
import { redactSecrets } from '@latchkey/token-format';
import { type LoggerService } from '@nestjs/common';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
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
  const sealingKey = await SealingKey.fromPkcs8(config.SEALING_KEY);
  const bus = new BusServer({
    redisUrl: config.REDIS_URL,
    service: 'auth',
    sealingKey,
    stockDoor: true,
    concurrency: CONCURRENCY,
    reclaimAfterMs: RECLAIM_AFTER_MS,
  });
  const app = await createHttpApp(AuthModule.forRoot(config, bus, sealingKey), logger);
  await refuseExemptRole(app.get(DataSource), 'AUTH_DATABASE_URL');
  app.connectMicroservice({ strategy: bus });
  return { app, logger };
}
