import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fetchDebian } from '../stores/debian.mjs';

const unpacked = path.resolve(import.meta.dirname, '../../.latchkey/prometheus');

/**
 * Prometheus (2.42 or later), for the tests of what it reads of us: one on the PATH, one fetched earlier, else Debian's
 * package, 19 MB, fetched now and unpacked inside the checkout. Nothing is installed on the machine.
 * @param {{ say: (line: string) => void }} options
 * @returns {Promise<{ prometheus: string, promtool: string }>}
 */
export async function findPrometheus({ say }) {
  if (runs('prometheus')) return { prometheus: 'prometheus', promtool: 'promtool' };
  // It is linked statically; what else its package names is for its pages.
  const wanted = { packages: ['prometheus'], withLibraries: false };
  const failure = existsSync(unpacked) ? null : await fetchDebian(unpacked, { ...wanted, say });
  const folder = path.join(unpacked, 'usr/bin');
  const found = { prometheus: path.join(folder, 'prometheus'), promtool: path.join(folder, 'promtool') };
  if (!failure && runs(found.prometheus)) return found;
  throw new Error(
    `There is no Prometheus here${failure ? ` and Debian's could not be fetched (${failure})` : ''}: ` +
      'install one (apt-get install prometheus). Without it nobody knows whether the alerts work.',
  );
}

/** @param {string} program */
const runs = (program) => spawnSync(program, ['--version']).status === 0;
