import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIPv6, type LookupFunction } from 'node:net';
import { type Failure, type Outcome } from './outcome.js';
import { NotCalled, type PublicAddresses } from './public-addresses.js';

/** From the look-up of the name to the answer; what comes of the answer's body after that is left. */
const DEADLINE_MS = 15_000;
const KEPT_BYTES = 4 * 1_024;
const HEADER_BYTES = 16 * 1_024;

interface Answered {
  readonly status: number;
  readonly response: string;
  readonly retryAfterMs: number;
}

const FAILURE_OF: Readonly<Record<string, Failure>> = {
  ECONNREFUSED: 'connection_refused',
  ECONNRESET: 'connection_broken',
  EPIPE: 'connection_broken',
  EPROTO: 'tls_failed',
  ETIMEDOUT: 'timed_out',
};

/** Calls one receiver, once: to an address that was judged, following no redirect, over no proxy, on a connection of its own. */
export class WebhookCaller {
  constructor(
    private readonly addresses: Pick<PublicAddresses, 'of'>,
    private readonly deadlineMs = DEADLINE_MS,
  ) {}

  /** Never rejects. @param stopping Aborts what is under way. */
  async post(
    target: string,
    body: string,
    headers: Record<string, string>,
    stopping: AbortSignal,
  ): Promise<Outcome> {
    const begun = performance.now();
    const deadline = AbortSignal.timeout(this.deadlineMs);
    const signal = AbortSignal.any([deadline, stopping]);
    const durationMs = (): number => Math.round(performance.now() - begun);
    try {
      const answered = await this.send(new URL(target), body, headers, signal);
      return { ...answered, error: null, durationMs: durationMs() };
    } catch (error) {
      const failure = failureIn(error, { isLate: deadline.aborted, isStopping: stopping.aborted });
      return { status: null, error: failure, durationMs: durationMs(), response: null, retryAfterMs: 0 };
    }
  }

  private async send(
    url: URL,
    body: string,
    headers: Record<string, string>,
    signal: AbortSignal,
  ): Promise<Answered> {
    const addresses = await unless(signal, this.addresses.of(url));
    return new Promise((resolve, reject) => {
      const request = (url.protocol === 'http:' ? requestHttp : requestHttps)(
        url,
        {
          method: 'POST',
          agent: false,
          lookup: lookupOf(addresses),
          maxHeaderSize: HEADER_BYTES,
          headers: { ...headers, 'content-length': Buffer.byteLength(body) },
          signal,
        },
        (response) => {
          const kept: Buffer[] = [];
          let bytes = 0;
          // Its status is known: whatever becomes of the rest of the answer.
          const settle = (): void => {
            resolve({
              status: response.statusCode ?? 0,
              response: readable(Buffer.concat(kept).subarray(0, KEPT_BYTES)),
              retryAfterMs: retryAfterMs(response.headers['retry-after']),
            });
          };
          response.on('data', (chunk: Buffer) => {
            kept.push(chunk);
            bytes += chunk.length;
            if (bytes >= KEPT_BYTES) response.destroy();
          });
          response.on('error', settle);
          response.on('close', settle);
        },
      );
      request.on('error', reject);
      request.end(body);
    });
  }
}

/** Answers with what was judged, whatever the name means by now. */
const lookupOf = (addresses: readonly string[]): LookupFunction => {
  const all = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
  return (_hostname, options, callback) => {
    const [first] = all;
    if (options.all) callback(null, all);
    else if (first) callback(null, first.address, first.family);
  };
};

/** A look-up cannot be called off; nobody waits for it any more. */
const unless = <Value>(signal: AbortSignal, work: Promise<Value>): Promise<Value> =>
  new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => {
      reject(new Error('aborted'));
    });
    work.then(resolve, reject);
  });

function failureIn(error: unknown, when: { isLate: boolean; isStopping: boolean }): Failure {
  if (error instanceof NotCalled) return error.failure;
  if (when.isStopping) return 'interrupted';
  if (when.isLate) return 'timed_out';
  const { code = '' } = error as NodeJS.ErrnoException;
  const isOfTls = code.startsWith('ERR_TLS') || code.startsWith('ERR_SSL') || code.includes('CERT');
  return FAILURE_OF[code] ?? (isOfTls ? 'tls_failed' : 'connection_broken');
}

/** As PostgreSQL can keep it. */
const readable = (bytes: Buffer): string => bytes.toString('utf8').replaceAll('\0', '\ufffd');

/** Seconds only; a date is rarely sent, and depends on two clocks. */
const retryAfterMs = (header: string | undefined): number =>
  /^\d{1,6}$/.test(header ?? '') ? Number(header) * 1_000 : 0;
