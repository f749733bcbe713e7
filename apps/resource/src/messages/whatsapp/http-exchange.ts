import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

/** What is worth keeping of an answer; a longer one is no answer of an API. */
const LONGEST_ANSWER = 64 * 1024;

export interface Answered {
  readonly kind: 'answered';
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly text: string;
}

/** How one HTTP request ended. @property why For a person to read. */
export type Exchange =
  | Answered
  /** The server was not reached: it has seen nothing of the request. */
  | { readonly kind: 'not_reached'; readonly why: string }
  /** It may have seen all of it. */
  | { readonly kind: 'left_open'; readonly why: string };

export interface Post {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
}

/**
 * One POST that tells whether the server can have seen it, which `fetch` does not. Each has a connection of its own: on
 * one that is kept, a request that the server closed it upon cannot be told from one that it lost.
 */
export function post({ url, headers, body, timeoutMs }: Post): Promise<Exchange> {
  return new Promise((resolve) => {
    const isSecure = url.startsWith('https:');
    let isConnected = false;
    const request = (isSecure ? httpsRequest : httpRequest)(url, {
      method: 'POST',
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      agent: false,
    });
    const end = (exchange: Exchange): void => {
      clearTimeout(timer);
      resolve(exchange);
      request.destroy();
    };
    const fail = (why: string): void => {
      end({ kind: isConnected ? 'left_open' : 'not_reached', why });
    };
    const timer = setTimeout(() => {
      fail(
        isConnected
          ? `no answer came within ${timeoutMs} ms`
          : `no connection came about within ${timeoutMs} ms`,
      );
    }, timeoutMs);
    request.on('socket', (socket) => {
      // Not before the peer is known to be who it should be: until then nothing of the request is sent.
      socket.once(isSecure ? 'secureConnect' : 'connect', () => (isConnected = true));
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      fail(`the connection failed (${error.code ?? error.message})`);
    });
    request.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
        if (text.length > LONGEST_ANSWER) fail('the answer was longer than any of an API');
      });
      response.on('error', () => {
        fail('the answer broke off');
      });
      response.on('end', () => {
        const { statusCode: status = 0, headers: answered } = response;
        end({ kind: 'answered', status, retryAfter: answered['retry-after'], text });
      });
    });
    request.end(body);
  });
}
