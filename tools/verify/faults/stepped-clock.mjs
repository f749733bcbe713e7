/**
 * Loaded into a process with `node --import`: steps its wall clock, and nothing else, by the milliseconds that
 * stand in CLOCK_OFFSET_FILE when it gets SIGUSR2.
 */
import { readFileSync } from 'node:fs';

const RealDate = Date;
const realNow = RealDate.now.bind(RealDate);
let offset = 0;

process.on('SIGUSR2', () => {
  offset = Number(readFileSync(String(process.env.CLOCK_OFFSET_FILE), 'utf8'));
});

RealDate.now = () => realNow() + offset;
globalThis.Date = new Proxy(RealDate, {
  /** @param {unknown[]} args */
  construct: (target, args, newTarget) => {
    /** @type {unknown} */
    const date = Reflect.construct(target, args.length === 0 ? [target.now()] : args, newTarget);
    return /** @type {Date} */ (date);
  },
});
RealDate.prototype.constructor = globalThis.Date;
