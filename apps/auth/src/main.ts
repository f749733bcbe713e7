import 'reflect-metadata';
import { loadConfig, runApp } from '@latchkey/platform';
import { createAuthApp } from './app.js';
import { AuthConfig } from './config/auth.config.js';

await runApp(async () => {
  const config = loadConfig(AuthConfig, process.env);
  const { app, logger } = await createAuthApp(config);
  await app.startAllMicroservices();
  await app.listen(config.PORT, config.BIND_ADDRESS);
  return { app, logger };
});
