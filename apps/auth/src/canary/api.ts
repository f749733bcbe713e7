import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';

const SELF = '/api/token/self';
const LIMIT_MS = 5_000;

/**
 * The status of one use of the token, each over a connection of its own, so that a balancer may send it anywhere. Rejects
 * when there is no answer.
 * @param as `isProxy`: as a proxy would that got it over HTTPS.
 */
export const use = (baseUrl: string, key: string, as: { readonly isProxy: boolean }): Promise<number> =>
  new Promise((resolve, reject) => {
    const url = new URL(SELF, baseUrl);
    const ask = url.protocol === 'https:' ? overHttps : overHttp;
    const options = {
      agent: false as const,
      headers: {
        authorization: `Bearer ${key}`,
        ...(as.isProxy && { 'x-forwarded-proto': 'https' }),
      },
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
