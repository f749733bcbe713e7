/**
 * npm start
 *
 * Runs Latchkey on this machine for development: installs and builds what is missing, starts PostgreSQL and Redis,
 * migrates, makes a workspace with an operator and a token, and runs one auth and one resource process until
 * Ctrl-C. Everything it keeps is in .latchkey/ (as root, PostgreSQL's data may be in /var/tmp/latchkey-…).
 *
 * Options are variables, in the environment or in a file .env:
 *
 *   PORT                    the REST API's port (3000); 0 takes any free one
 *   AUTH_PORT               the port of auth's health and public keys (3001); 0 takes any free one
 *   REDIS_URL               a Redis (7 or later) to use instead of starting one
 *   REDIS_SERVER            the redis-server program to start, instead of the one on the PATH or Debian's
 *   AUTH_DATABASE_URL       databases to use instead of starting PostgreSQL; they must exist
 *   RESOURCE_DATABASE_URL
 *   AUTH_OWNER_DATABASE_URL, RESOURCE_OWNER_DATABASE_URL
 *                           the same as who may create tables in them, unless those above may
 *   TOKEN_PEPPERS, JWT_SIGNING_KEY, SEALING_KEY, SEALING_PUBLIC_KEY, WEBHOOK_SECRETS_KEY
 *                           keys to use instead of those made at the first start (.latchkey/keys.env)
 *   METRICS_PORT            the port of resource's metrics (9464, or any free one where that is taken)
 *   LEASE_SECONDS, LOG_LEVEL, TOKEN_CUSTOM_PREFIX, TRUST_PROXY, WEBHOOKS_ALLOW_PRIVATE, OTEL_EXPORTER_OTLP_ENDPOINT
 *                           handed to the apps that read them
 *   LATCHKEY_DEBUG=1        shows the stack of an error beside its sentence
 *
 * Only what runs before the packages are there is imported here; the rest follows when they are.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runAsCommand, sentenceOf } from './command.mjs';
import { ensureInstalled, refuseOldNode } from './install.mjs';
import { tryLock } from './processes/pid-lock.mjs';

const INTERRUPTED = 130;
const NPM_WATCH_MS = 500;
/** One Ctrl-C arrives twice: from the terminal, and handed on by npm. Only a later one is a second. */
const ONE_KEYSTROKE_MS = 750;

/** @param {string} line */
const say = (line) => {
  console.log(line);
};

/** @param {string} name */
const inCheckout = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));

/**
 * One run in a checkout, for there is one set of data.
 * @returns {Promise<{ release: () => Promise<void>, annotate: (note: string) => Promise<void> }>}
 */
async function becomeTheOnlyRun() {
  const lock = await tryLock(inCheckout('.latchkey/start.lock'));
  if (!('holder' in lock)) return lock;
  const { pid, note } = lock.holder;
  throw new Error(`Latchkey already runs in this checkout${note ? ` at ${note}` : ''} (process ${pid}).`);
}

/**
 * npm hands on SIGINT and SIGTERM, but when it is killed outright nobody would know that this run is still there.
 * @param {() => void} stop
 */
function stopWithNpm(stop) {
  if (process.env.npm_lifecycle_event !== 'start') return;
  const npm = process.ppid;
  setInterval(() => {
    if (process.ppid !== npm) stop();
  }, NPM_WATCH_MS).unref();
}

/** @param {{ port: number, authPort: number, metricsPort: number, release: () => Promise<void> }} run */
async function runUntilStopped({ port, authPort, metricsPort, release }) {
  const { Running, lastWords } = await import('./dev/running.mjs');
  const running = new Running({
    onDeath: (part) => {
      void lastWords(part).then((words) => leave(1, words));
    },
  });

  /** @type {number | null} Set once we are on the way out. */
  let leaving = null;
  let leavingSince = 0;
  /**
   * @param {number} code
   * @param {string} reason
   */
  async function leave(code, reason) {
    if (leaving !== null) return;
    leaving = code;
    leavingSince = performance.now();
    say(`\n${reason}`);
    await running.stop();
    await release();
    say('Stopped.');
    process.exit(code);
  }

  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      if (leaving === null) {
        void leave(0, 'Stopping …');
        return;
      }
      if (performance.now() - leavingSince < ONE_KEYSTROKE_MS) return;
      running.kill();
      void release().finally(() => process.exit(INTERRUPTED));
    });
  }
  stopWithNpm(() => void leave(0, 'npm is gone: stopping …'));
  // A closed terminal takes our console away; that is no reason to stop out of order.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);

  try {
    await ensureInstalled({ say });
    const { bringUp } = await import('./dev/run.mjs');
    await bringUp({ ports: { resource: port, auth: authPort, metrics: metricsPort }, running, say });
  } catch (error) {
    await leave(1, sentenceOf(error));
  }
}

runAsCommand(import.meta.url, async () => {
  refuseOldNode();
  if (existsSync(inCheckout('.env'))) process.loadEnvFile(inCheckout('.env'));
  const lock = await becomeTheOnlyRun();
  try {
    const { metricsPort, portOf } = await import('./dev/ports.mjs');
    const port = await portOf('PORT', 3000);
    const authPort = await portOf('AUTH_PORT', 3001);
    if (port === authPort) throw new Error(`PORT and AUTH_PORT are both ${port}: they must differ.`);
    await lock.annotate(`http://localhost:${port}`);
    await runUntilStopped({ port, authPort, metricsPort: await metricsPort(), release: lock.release });
  } catch (error) {
    await lock.release();
    throw error;
  }
});
