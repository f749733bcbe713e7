import { randomBytes } from 'node:crypto';

/**
 * A password that the search at the end of the run recognises wherever it turns up. No underscore: it must not
 * be mistaken for a token.
 * @returns {string}
 */
export const testPassword = () => `pw-canary-${randomBytes(12).toString('hex')}`;
