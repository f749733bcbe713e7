import { createWriteStream } from 'node:fs';
import net from 'node:net';
import { finished } from 'node:stream/promises';

/**
 * Writes down every command that a Redis executes, those of scripts included, as long as it lives.
 * @param {number} port
 * @param {string} file
 * @param {{ readonly name: string, readonly password: string } | null} [user] Who may, where not everybody may.
 * @returns {Promise<{ stop: () => Promise<void> }>} Stopping waits for what was executed before.
 */
export async function recordMonitor(port, file, user = null) {
  const login = user ? `AUTH ${user.name} ${user.password}\r\n` : '';
  const log = createWriteStream(file, { flags: 'a' });
  const monitor = net.connect(port, '127.0.0.1');
  // A test that forgets its server must not keep the run alive.
  monitor.unref();
  monitor.on('error', () => undefined);
  monitor.pipe(log);
  monitor.write(`${login}MONITOR\r\n`);
  await new Promise((resolve) => monitor.once('data', resolve).once('close', resolve));

  const stop = async () => {
    if (!monitor.destroyed) {
      const mark = `end-of-record-${process.hrtime.bigint()}`;
      const seen = new Promise((resolve) => {
        let tail = '';
        monitor.on('data', (chunk) => {
          // Under load much may follow the mark in one chunk: look before cutting.
          const text = tail + chunk.toString('latin1');
          if (text.includes(mark)) resolve(true);
          tail = text.slice(-mark.length);
        });
        monitor.once('close', resolve);
      });
      const other = net.connect(port, '127.0.0.1', () => other.write(`${login}ECHO ${mark}\r\n`));
      other.on('error', () => undefined);
      await seen;
      other.destroy();
      monitor.end();
      monitor.destroy();
    }
    log.end();
    await finished(log).catch(() => undefined);
  };
  return { stop };
}
