import { type DataSourceOptions } from 'typeorm';

const PATIENCE_MS = 10_000;

/**
 * For connections of a test's own: they wait as long as a machine takes that runs other suites, too. How soon a service
 * gives up is not what such a test is about.
 */
export const patient = (options: DataSourceOptions): DataSourceOptions => ({
  ...options,
  extra: {
    ...(options.extra as object | undefined),
    connectionTimeoutMillis: PATIENCE_MS,
    query_timeout: PATIENCE_MS,
  },
});
