import 'reflect-metadata';
import { exitWith, loadConfig, runApp } from '@latchkey/platform';
import { createAuthApp, readTheBus } from './app.js';
import { AuthConfig } from './config/auth.config.js';

await runApp(async () => {
  const config = loadConfig(AuthConfig, process.env);
  const { app, logger } = await createAuthApp(config);
  await app.listen(config.PORT, config.BIND_ADDRESS);
  readTheBus(app).catch(exitWith);
  return { app, logger, graceMs: config.SHUTDOWN_GRACE_SECONDS * 1_000 };
});
