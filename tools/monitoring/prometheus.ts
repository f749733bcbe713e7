import { freePort, recordFile } from '@latchkey/testing';
import { type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ended, spawnTied } from '../processes/tied-process.mjs';
import { findPrometheus } from './prometheus-program.mjs';
import { hurried } from './hurried.js';

export const RULES = path.resolve(import.meta.dirname, '../../deploy/monitoring/alerts.yaml');

/** Each job's processes, by where their metrics are read. */
export type Targets = Readonly<
  Record<'latchkey-auth' | 'latchkey-resource' | 'latchkey-canary', readonly string[]>
>;

/** An alert as Prometheus has read it. */
export interface AlertRule {
  readonly name: string;
  readonly query: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

interface Answer<Data> {
  readonly status: 'success' | 'error';
  readonly error?: string;
  readonly data: Data;
}

const READY_LIMIT_MS = 20_000;
/** A process whose store is away takes a second to say so; what takes longer than this counts as down. */
const CONFIG = `
global: { scrape_interval: 1500ms, scrape_timeout: 1500ms, evaluation_interval: 500ms }
rule_files: [rules.yaml]
scrape_configs:
${['auth', 'resource', 'canary']
  .map((app) => `  - { job_name: latchkey-${app}, file_sd_configs: [{ files: [latchkey-${app}.json] }] }`)
  .join('\n')}
`;

/** A real Prometheus that reads a running Latchkey, with our rules, faster. */
export class Prometheus {
  private constructor(
    private readonly child: ChildProcess,
    private readonly url: string,
    private readonly folder: string,
  ) {
    child.unref();
  }

  static async start(targets: Targets): Promise<Prometheus> {
    const { prometheus } = await findPrometheus({ say: (line) => process.stderr.write(`${line}\n`) });
    const folder = recordFile(`prometheus-${randomUUID()}`);
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'config.yaml'), CONFIG);
    await writeFile(path.join(folder, 'rules.yaml'), hurried(await readFile(RULES, 'utf8')));
    const port = await freePort();
    const log = await open(path.join(folder, 'log'), 'a');
    const args = [
      `--config.file=${path.join(folder, 'config.yaml')}`,
      `--storage.tsdb.path=${path.join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--log.level=warn',
    ];
    const child = spawnTied(prometheus, args, { deathSignal: 'SIGKILL', stdio: ['ignore', log.fd, log.fd] });
    await log.close();
    const started = new Prometheus(child, `http://127.0.0.1:${port}`, folder);
    await started.watch(targets);
    await started.becomesReady();
    return started;
  }

  /** From now on it reads these. */
  async watch(targets: Targets): Promise<void> {
    for (const [job, urls] of Object.entries(targets)) {
      const groups = [{ targets: urls.map((url) => new URL(url).host) }];
      await writeFile(path.join(this.folder, `${job}.json`), JSON.stringify(groups));
    }
  }

  /** Names of the alerts that fire just now. */
  async firing(): Promise<string[]> {
    const { alerts } = await this.ask<{ alerts: { state: string; labels: { alertname: string } }[] }>(
      'alerts',
    );
    return [
      ...new Set(alerts.filter(({ state }) => state === 'firing').map(({ labels }) => labels.alertname)),
    ].sort();
  }

  async alerts(): Promise<AlertRule[]> {
    const { groups } = await this.ask<{ groups: { rules: (AlertRule & { type: string })[] }[] }>('rules');
    return groups.flatMap(({ rules }) => rules).filter(({ type }) => type === 'alerting');
  }

  /** Names of all metrics that it has read, and of what the rules record. */
  metrics(): Promise<readonly string[]> {
    return this.ask<string[]>('label/__name__/values');
  }

  /** Series of an expression. @throws Error When it cannot be read. */
  async query(expression: string): Promise<readonly { readonly value: readonly [number, string] }[]> {
    const { result } = await this.ask<{ result: { value: [number, string] }[] }>(
      `query?query=${encodeURIComponent(expression)}`,
    );
    return result;
  }

  async stop(): Promise<void> {
    this.child.kill('SIGKILL');
    await ended(this.child);
  }

  private async ask<Data>(what: string): Promise<Data> {
    const response = await fetch(`${this.url}/api/v1/${what}`);
    const { status, error, data } = (await response.json()) as Answer<Data>;
    if (status === 'error') throw new Error(`${what}: ${error ?? ''}`);
    return data;
  }

  private async becomesReady(): Promise<void> {
    const deadline = performance.now() + READY_LIMIT_MS;
    for (;;) {
      const isReady = await fetch(`${this.url}/-/ready`).then(
        async (response) => (await response.text(), response.ok),
        () => false,
      );
      if (isReady) return;
      if (performance.now() > deadline)
        throw new Error(await readFile(path.join(this.folder, 'log'), 'utf8'));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
