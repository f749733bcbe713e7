import 'reflect-metadata';
import { loadConfig, runApp } from '@latchkey/platform';
import { createResourceApp } from './app.js';
import { ResourceConfig } from './config/resource.config.js';

await runApp(async () => {
  const config = loadConfig(ResourceConfig, process.env);
  const { app, logger } = await createResourceApp(config);
  await app.listen(config.PORT, config.BIND_ADDRESS);
  return { app, logger, graceMs: config.SHUTDOWN_GRACE_SECONDS * 1_000 };
});
