import 'reflect-metadata';
import { createHttpApp, JsonLogger, loadConfig, Metrics, runApp, warnOfPlainRedis } from '@latchkey/platform';
import { redactSecrets } from '@latchkey/token-format';
import { CanaryConfig } from './canary/canary.config.js';
import { CanaryModule } from './canary/canary.module.js';

/** A process of its own, from auth's image, with none of auth's secrets (docs/operations.md). */
await runApp(async () => {
  const config = loadConfig(CanaryConfig, process.env);
  const logger = new JsonLogger({ name: 'canary', level: config.LOG_LEVEL, redact: redactSecrets });
  warnOfPlainRedis(config, logger);
  const metrics = new Metrics('canary');
  const app = await createHttpApp(CanaryModule.forRoot(config, metrics), logger, { metrics });
  await app.listen(config.PORT, config.BIND_ADDRESS);
  return { app, logger, graceMs: config.SHUTDOWN_GRACE_SECONDS * 1_000 };
});
