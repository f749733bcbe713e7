import { BusServer, SealingKey } from '@latchkey/bus';
import { createHttpApp, JsonLogger } from '@latchkey/platform';
import { redactSecrets } from '@latchkey/token-format';
import { type LoggerService } from '@nestjs/common';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AuthModule } from './auth.module.js';
import { type AuthConfig } from './config/auth.config.js';

/** Auth, not yet listening: it answers over the bus, and over HTTP for its health and public keys only. */
export async function createAuthApp(
  config: AuthConfig,
): Promise<{ app: NestFastifyApplication; logger: LoggerService }> {
  const logger = new JsonLogger({ name: 'auth', level: config.LOG_LEVEL, redact: redactSecrets });
  const sealingKey = await SealingKey.fromPkcs8(config.SEALING_KEY);
  const bus = new BusServer({ redisUrl: config.REDIS_URL, service: 'auth', sealingKey, stockDoor: true });
  const app = await createHttpApp(AuthModule.forRoot(config, bus, sealingKey), logger);
  app.connectMicroservice({ strategy: bus });
  return { app, logger };
}
