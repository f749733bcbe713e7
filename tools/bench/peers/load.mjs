/**
 * Sends requests by autocannon, on connections that each carry one request at a time. What is measured is counted
 * and timed by itself: autocannon's own figures are whole seconds and whole milliseconds.
 */
import autocannon from 'autocannon';
import { readFile } from 'node:fs/promises';
import { obey } from '../orders.mjs';
import { percentile } from '../statistics.mjs';

/** The file of tokens that was read last, since the next load uses the same one. */
let read = { file: '', tokens: [] };

async function tokensIn(file) {
  if (read.file !== file) read = { file, tokens: (await readFile(file, 'utf8')).trim().split('\n') };
  return read.tokens;
}

/**
 * Each connection has its own share of the tokens, which it uses in turn.
 * @param {{ url: string, path: string, headers: object, tokensFile?: string, keys?: number, connections: number,
 *   durationMs: number, perSecond?: number }} order `perSecond`: no more than that.
 */
async function load({ url, path, headers, tokensFile, keys, connections, durationMs, perSecond }) {
  const latencies = [];
  const tokens = tokensFile ? (await tokensIn(tokensFile)).slice(0, keys) : [];
  let nextShare = 0;
  const setupClient = (client) => {
    const share = nextShare++ % connections;
    const own = tokens.filter((_, index) => index % connections === share % tokens.length);
    client.setRequests(own.map((token) => ({ headers: { ...headers, authorization: `Bearer ${token}` } })));
  };
  const options = {
    url: url + path,
    headers,
    connections,
    duration: durationMs / 1_000,
    sampleInt: 20,
    ...(tokens.length > 0 && { setupClient }),
    ...(perSecond && { overallRate: perSecond }),
  };
  const start = performance.now();
  const result = await new Promise((resolve, reject) => {
    const run = autocannon(options, (error, ended) => (error ? reject(error) : resolve(ended)));
    run.on('response', (_client, _status, _bytes, ms) => latencies.push(ms));
  });
  const elapsedMs = performance.now() - start;
  latencies.sort((a, b) => a - b);
  return {
    count: result['2xx'],
    refused: result.non2xx + result.errors,
    statuses: Object.fromEntries(
      Object.entries(result.statusCodeStats).map(([status, { count }]) => [status, count]),
    ),
    elapsedMs,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
  };
}

obey({ load });
