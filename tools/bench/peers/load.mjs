/**
 * Sends requests by autocannon, on connections that each carry one request at a time. What is measured is counted
 * and timed by itself: autocannon's own figures are whole seconds and whole milliseconds.
 */
import autocannon from 'autocannon';
import { readFile } from 'node:fs/promises';
import { Agent, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { obey } from '../orders.mjs';
import { percentile } from '../statistics.mjs';

/** The file of tokens that was read last, since the next load uses the same one. */
let read = { file: '', tokens: [] };

async function tokensIn(file) {
  if (read.file !== file) read = { file, tokens: (await readFile(file, 'utf8')).trim().split('\n') };
  return read.tokens;
}

const run = (options, onResponse = () => undefined) =>
  new Promise((resolve, reject) => {
    const running = autocannon({ sampleInt: 20, ...options }, (error, ended) =>
      error ? reject(error) : resolve(ended),
    );
    running.on('response', (_client, _status, _bytes, ms) => onResponse(ms));
  });

/**
 * Keeps this process from sleeping, until it is told to rest. A server that is slower than the load lets it sleep
 * between two responses, and then pays with each response for waking it, which on a virtual machine takes as long as
 * ten such microseconds of its own: the slower of two servers would be told to be slower than it is.
 */
function stayAwake() {
  let isOver = false;
  const turn = () => {
    if (!isOver) setImmediate(turn);
  };
  turn();
  return () => {
    isOver = true;
  };
}

/**
 * Each connection has its own share of the tokens, which it uses in turn.
 * @param {{ url: string | string[], path: string, headers: object, tokensFile?: string, keys?: number, connections: number,
 *   durationMs: number, isAwake?: boolean }} order
 */
async function load({ url, path, headers, tokensFile, keys, connections, durationMs, isAwake = false }) {
  const latencies = [];
  const tokens = tokensFile ? (await tokensIn(tokensFile)).slice(0, keys) : [];
  let nextShare = 0;
  const setupClient = (client) => {
    const share = nextShare++;
    const own = tokens.filter((_, index) => index % connections === share % tokens.length);
    client.setRequests(own.map((token) => ({ headers: { authorization: `Bearer ${token}` } })));
  };
  const options = {
    url: [url].flat().map((one) => one + path),
    headers,
    connections,
    duration: durationMs / 1_000,
    ...(tokens.length > 0 && { setupClient }),
  };
  const start = performance.now();
  const rest = isAwake ? stayAwake() : () => undefined;
  const result = await run(options, (ms) => latencies.push(ms));
  rest();
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

/**
 * So many requests a second, evenly: autocannon would send those of a second all at its beginning.
 * @param {{ urls: string[], headers: object, durationMs: number, perSecond: number }} order
 */
async function pace({ urls, headers, durationMs, perSecond }) {
  const agent = new Agent({ keepAlive: true });
  const end = performance.now() + durationMs;
  let sent = 0;
  let answered = 0;
  for (let due = performance.now(); due < end; due += 1_000 / perSecond) {
    const early = due - performance.now();
    if (early > 0) await sleep(early);
    get(urls[sent++ % urls.length], { agent, headers })
      .once('response', (response) => {
        response.resume();
        if (response.statusCode === 200) answered++;
      })
      .once('error', () => undefined);
  }
  agent.destroy();
  return { sent, answered };
}

/** Each token of the file once. */
async function fill({ url, path, tokensFile, connections }) {
  const tokens = await tokensIn(tokensFile);
  let next = 0;
  const start = performance.now();
  const result = await run({
    url: url + path,
    connections,
    amount: tokens.length,
    setupClient: (client) => {
      const share = next++;
      const own = tokens.filter((_, index) => index % connections === share);
      client.setRequests(own.map((token) => ({ headers: { authorization: `Bearer ${token}` } })));
    },
  });
  if (result['2xx'] < tokens.length)
    throw new Error(`Only ${result['2xx']} of ${tokens.length} were answered 200.`);
  return { elapsedMs: performance.now() - start };
}

obey({ load, pace, fill });
