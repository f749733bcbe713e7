import { randomInt } from 'node:crypto';

/** One that no other contact has. Too long for its country, so nobody's. */
export const aPhone = (): string => `+1555${String(randomInt(10 ** 10)).padStart(11, '1')}`;
