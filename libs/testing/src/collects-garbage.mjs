/**
 * Loaded into a process with `node --import`: it collects its garbage when it gets SIGUSR2, so that what stays resident
 * is what it keeps and not what V8 has not yet come to, which differs by 100 MB with how busy the machine is.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
/** @type {unknown} */
const gc = runInNewContext('gc');
const collect = /** @type {() => void} */ (gc);
process.on('SIGUSR2', () => {
  // Without the arguments of a signal: with any that is true, V8 collects only what is young.
  collect();
});
