import net from 'node:net';

/**
 * A TCP port on 127.0.0.1 that nothing listens on right now. Someone else may take it before it is used, so
 * whoever starts a server on it tries again with another one.
 * @returns {Promise<number>}
 */
export const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {net.AddressInfo} */ (probe.address());
      probe.close(() => {
        resolve(port);
      });
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
