export { BusController } from './bus-controller.js';
export { ConfigError, isReadBy, isUrlOf, loadConfig, Rule } from './config.js';
export { HEALTH_PROBES, HealthModule, type HealthProbe } from './health.module.js';
export { createHttpApp } from './http-app.js';
export { JsonLogger, LOG_LEVELS, type LogLevel } from './logging.js';
export { connect, runMigrations } from './migrations.js';
export { exitWith, runApp, UsageError } from './run.js';
export { requestValidation } from './validation.js';
