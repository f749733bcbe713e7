import { readFile } from 'node:fs/promises';

/** Of a clock tick as Linux shows it to programs, on every platform that Node runs on. */
const TICK_US = 10_000;

/**
 * What a process has used of the processors so far, in microseconds; NaN where /proc does not tell.
 * @param {number} pid
 */
export async function processorTimeOf(pid) {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The name, in parentheses, may hold spaces; utime and stime are the 14th and 15th field.
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_US;
}
