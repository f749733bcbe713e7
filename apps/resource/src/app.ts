import { createHttpApp, JsonLogger, Metrics, startTracing, warnOfPlainRedis } from '@latchkey/platform';
import { redactSecrets } from '@latchkey/token-format';
import { type INestApplication, type LoggerService } from '@nestjs/common';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type ResourceConfig } from './config/resource.config.js';
import { readOrigins } from './config/origins.js';
import { readTrustedProxies } from './config/trusted-proxies.js';
import { readMultipart } from './messages/media/multipart.js';
import { serveReference } from './reference/reference.js';
import { refusePlainLogins } from './sessions/plain-logins.js';
import { ResourceModule } from './resource.module.js';

/** The REST API, not yet listening. */
export async function createResourceApp(
  config: ResourceConfig,
): Promise<{ app: NestFastifyApplication; logger: LoggerService }> {
  const logger = new JsonLogger({ name: 'resource', level: config.LOG_LEVEL, redact: redactSecrets });
  warnOfPlainRedis(config, logger);
  const stopTracing = await startTracing({
    service: 'resource',
    endpoint: config.OTEL_EXPORTER_OTLP_ENDPOINT,
  });
  const metrics = new Metrics('resource');
  const app = await createHttpApp(ResourceModule.forRoot(config, metrics), logger, {
    metrics,
    stopTracing,
    trustedProxies: readTrustedProxies(config.TRUST_PROXY),
    allowedOrigins: readOrigins(config.CORS_ORIGINS),
  });
  if (config.requiresHttps) refusePlainLogins(app.getHttpAdapter().getInstance());
  placeRoutes(app);
  await readMultipart(app, config.UPLOAD_MAX_MB * 1024 * 1024);
  serveReference(app);
  return { app, logger };
}

/** All of the API is below `/api`; who asks for health is told so in advance. */
export function placeRoutes(app: INestApplication): void {
  app.setGlobalPrefix('api', { exclude: ['health/*path'] });
}
