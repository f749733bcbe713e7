export { PROBLEM_TYPE } from './accepted-types.js';
export {
  type AcrossFunction,
  addAcross,
  dropAcross,
  provideAcross,
  removeAcross,
  seenAcross,
  unseenAcross,
} from './across.js';
export { BusController } from './bus-controller.js';
export { canonicalJson } from './canonical-json.js';
export { ConfigError, isReadBy, isUrlOf, loadConfig, Rule, Switch } from './config.js';
export { DatabaseArrival } from './database-arrival.js';
export { DatabaseModule } from './database.module.js';
export { Expiry } from './expiry.js';
export { HEALTH_PROBES, HealthModule, type HealthProbe } from './health.module.js';
export { createHttpApp } from './http-app.js';
export { ReadsStream } from './streamed-bodies.js';
export { AnswersInTime } from './in-time.js';
export { KeepsText, textOf } from './kept-text.js';
export { JsonLogger } from './logging.js';
export { Metrics } from './metrics/metrics.js';
export { MetricsModule } from './metrics/metrics.module.js';
export { poolMetrics, readinessMetrics } from './metrics/store-metrics.js';
export { connect, runMigrations } from './migrations.js';
export { type NumberedKeys, readNumberedKeys } from './numbered-keys.js';
export { warnOfPlainRedis } from './plain-redis.js';
export { databaseAddress, postgres } from './postgres.js';
export { RecurringTask } from './recurring-task.js';
export { exitWith, runApp, UsageError } from './run.js';
export { ServiceConfig } from './service-config.js';
export {
  afterCommit,
  inFramedTransaction,
  inSharedTransaction,
  inTransaction,
  inWorkspace,
} from './transaction.js';
export { provideRole, refuseExemptRole, sealTable } from './sealed-rows.js';
export { refusalIn } from './thrown.js';
export { carryContexts, startTracing } from './tracing/tracing.js';
export { requestValidation } from './validation.js';
export { violatedIndex, violatedKey } from './violated-constraint.js';
