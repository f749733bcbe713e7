import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { findSecrets } from './secret-patterns.mjs';

/**
 * Looks for secrets in every file below a folder. What it reports says where, never what.
 * @param {string} folder
 * @param {{ amongSealedBoxes?: boolean }} [where]
 * @returns {Promise<string[]>} Such as `/tmp/run/logs/redis-1.log:12 holds a token`.
 */
export async function scanFolder(folder, where) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  /** @type {string[]} */
  const findings = [];
  for (const file of files.sort()) findings.push(...(await scanFile(file, where)));
  return findings;
}

/**
 * Reads in pieces that end with a line: a run's statement log can be larger than memory.
 * @param {string} file
 * @param {{ amongSealedBoxes?: boolean }} [where]
 */
async function scanFile(file, where) {
  /** @type {string[]} */
  const findings = [];
  let linesBefore = 0;
  let rest = '';
  /** @param {string} text */
  const scan = (text) => {
    for (const { kind, at } of findSecrets(text, where)) {
      findings.push(`${file}:${linesBefore + countLines(text.slice(0, at)) + 1} holds ${kind}`);
    }
    linesBefore += countLines(text);
  };
  for await (const chunk of createReadStream(file, { encoding: 'latin1', highWaterMark: 1 << 20 })) {
    const text = rest + String(chunk);
    const end = text.lastIndexOf('\n') + 1;
    scan(text.slice(0, end));
    rest = text.slice(end);
  }
  scan(rest);
  return findings;
}

/** @param {string} text */
function countLines(text) {
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}
