/** @typedef {'auth' | 'resource'} AppName */
/** @typedef {Readonly<Record<string, string | undefined>>} Variables */

/** What each app reads, beside PORT. Neither is given the other's secrets. */
const variablesOf = {
  auth: [
    'BIND_ADDRESS',
    'REDIS_URL',
    'REDIS_CA_FILE',
    'DATABASE_CA_FILE',
    'AUTH_DATABASE_URL',
    'TOKEN_PEPPERS',
    'JWT_SIGNING_KEY',
    'SEALING_KEY',
    'LEASE_SECONDS',
    'LOG_LEVEL',
    'OTEL_EXPORTER_OTLP_ENDPOINT',
    'SHUTDOWN_GRACE_SECONDS',
    'TOKEN_CUSTOM_PREFIX',
  ],
  resource: [
    'BIND_ADDRESS',
    'REDIS_URL',
    'REDIS_CA_FILE',
    'DATABASE_CA_FILE',
    'RESOURCE_DATABASE_URL',
    'SEALING_PUBLIC_KEY',
    'WEBHOOK_SECRETS_KEY',
    'WEBHOOKS_ALLOW_PRIVATE',
    'TRUST_PROXY',
    'REQUIRE_HTTPS',
    'UNKNOWN_TOKENS_PER_MINUTE',
    'METRICS_PORT',
    'LOG_LEVEL',
    'OTEL_EXPORTER_OTLP_ENDPOINT',
    'SHUTDOWN_GRACE_SECONDS',
    'TOKEN_CUSTOM_PREFIX',
  ],
};

/** What any program may need of the machine it runs on. */
const variablesOfTheMachine = [
  'PATH',
  'HOME',
  'LANG',
  'TZ',
  'TMPDIR',
  'NODE_ENV',
  'NODE_OPTIONS',
  'NODE_EXTRA_CA_CERTS',
];

/**
 * @param {Variables} all
 * @param {readonly string[]} names
 * @returns {Record<string, string>} Those that are set.
 */
const pick = (all, names) =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = all[name];
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );

/**
 * The whole environment of one app's process.
 * @param {AppName} app
 * @param {Variables} variables Those of all apps together.
 */
export const environmentOf = (app, variables) => ({
  ...pick(process.env, variablesOfTheMachine),
  ...pick(variables, variablesOf[app]),
});

/**
 * The variables with which a further replica of either app joins the run that these belong to.
 * @param {Variables} variables
 */
export const environmentOfReplicas = (variables) =>
  pick(variables, [...variablesOf.auth, ...variablesOf.resource]);
