import { randomInt } from 'node:crypto';
import net from 'node:net';

/**
 * Below those that Linux gives to connections (32768 and up) and that IANA leaves to them (49152 and up): there, a
 * connection of anybody's can take a port between our choice of it and the start of the server that it is for, or
 * while a server is away for a moment.
 */
const PORTS = { first: 20_000, end: 32_768 };
const ATTEMPTS = 200;

/**
 * A TCP port that nothing listens on, and that no other process of ours was told of while we run.
 * @returns {Promise<number>}
 */
export async function freePort() {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const port = randomInt(PORTS.first, PORTS.end);
    if ((await claim(port)) && !(await isPortTaken(port))) return port;
  }
  throw new Error(`No port of ${ATTEMPTS} tried from ${PORTS.first} to ${PORTS.end - 1} is free.`);
}

/**
 * A name that only one process can hold, and that goes with it: a socket of Linux's that is in no folder.
 * @param {number} port
 * @returns {Promise<boolean>} Whether it is ours now. Elsewhere than on Linux always.
 */
const claim = (port) =>
  new Promise((resolve, reject) => {
    if (process.platform !== 'linux') {
      resolve(true);
      return;
    }
    const claimed = net.createServer().unref();
    claimed.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(error);
    });
    claimed.listen(`\0latchkey-port-${port}`, () => {
      resolve(true);
    });
  });

/**
 * Whether a server that listens on every address, as the apps do, would be refused this port.
 * @param {number} port
 * @returns {Promise<boolean>}
 */
export const isPortTaken = (port) =>
  new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code === 'EADDRINUSE') resolve(true);
      else reject(error);
    });
    probe.listen(port, () => {
      probe.close(() => {
        resolve(false);
      });
    });
  });
