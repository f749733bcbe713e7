import { Agent, get } from 'node:http';
import { percentile } from '../statistics.mjs';

/** @typedef {{ p50: number, p99: number, most: number }} Latencies Milliseconds. */

/** @param {readonly number[]} times @returns {Latencies} */
export function latenciesOf(times) {
  const ascending = [...times].sort((a, b) => a - b);
  return { p50: percentile(ascending, 0.5), p99: percentile(ascending, 0.99), most: ascending.at(-1) ?? NaN };
}

/**
 * One request for each token, one after another on one connection.
 * @param {string} url
 * @param {readonly string[]} tokens
 */
export async function firstRequests(url, tokens) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const times = [];
  for (const token of tokens) {
    const start = performance.now();
    const status = await statusOf(url, token, agent);
    times.push(performance.now() - start);
    if (status !== 200) throw new Error(`A token that should be good was answered ${status}.`);
  }
  agent.destroy();
  return latenciesOf(times);
}

/**
 * @param {string} url
 * @param {string} token
 * @param {Agent} agent
 * @returns {Promise<number>}
 */
export const statusOf = (url, token, agent) =>
  new Promise((resolve, reject) => {
    const request = get(url, { agent, headers: { authorization: `Bearer ${token}` }, timeout: 10_000 });
    request.once('response', (response) => {
      response.resume();
      response.once('end', () => {
        resolve(response.statusCode ?? 0);
      });
    });
    request.once('timeout', () => request.destroy(new Error('no answer in time')));
    request.once('error', reject);
  });
