import { freePort, isPortTaken } from '../stores/ports.mjs';

const METRICS_PORT = 9464;

/**
 * The port that a variable names, if it can be had.
 * @param {'PORT' | 'AUTH_PORT' | 'METRICS_PORT'} variable
 * @param {number} otherwise
 * @returns {Promise<number>}
 */
export async function portOf(variable, otherwise) {
  const given = process.env[variable];
  const port = given ? Number(given) : otherwise;
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`${variable} must be a port number from 0 to 65535; 0 takes any free one.`);
  }
  if (port === 0) return freePort();
  if (await isPortTaken(port)) {
    throw new Error(
      `Port ${port} is taken by another program: stop that, or set ${variable} to another port.`,
    );
  }
  return port;
}

/** That of the metrics, which nobody has to know in advance: when it is taken and was not asked for, any free one. */
export const metricsPort = async () =>
  process.env.METRICS_PORT || !(await isPortTaken(METRICS_PORT))
    ? portOf('METRICS_PORT', METRICS_PORT)
    : freePort();
