import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';

const SELF = '/api/token/self';
const LIMIT_MS = 5_000;

/**
 * The status of one use of the token, each over a connection of its own, so that a balancer may send it anywhere. Rejects
 * when there is no answer.
 */
export const use = (baseUrl: string, key: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const url = new URL(SELF, baseUrl);
    const ask = url.protocol === 'https:' ? overHttps : overHttp;
    const options = {
      agent: false as const,
      headers: { authorization: `Bearer ${key}` },
      signal: AbortSignal.timeout(LIMIT_MS),
    };
    ask(url, options, (response) => {
      // What is not read keeps the connection.
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .once('error', reject)
      .end();
  });
