import { eventually } from '@latchkey/testing';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { breakages } from './breakages.js';
import { Deployment } from './deployment.js';
import { type AlertRule } from './prometheus.js';

/** Beyond what the slowest rule takes, at the pace of the test: half a minute. */
const WITHIN_MS = 60_000;
/** What has gone wrong is over when it has left the windows that are looked at: an hour, two minutes here. */
const QUIET_WITHIN_MS = 240_000;
const HOOK_MS = 180_000;

const root = path.resolve(import.meta.dirname, '../..');

interface Dashboard {
  readonly uid: string;
  readonly schemaVersion: number;
  readonly panels: readonly { readonly targets: readonly { readonly expr: string }[] }[];
}

/** As a page of Markdown has them: of `### LatchkeyBusLag`, `latchkeybuslag`. */
const anchorsIn = (markdown: string): string[] =>
  [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) => title.toLowerCase().replaceAll(' ', '-'));

/** Every name in an expression that can only be that of a metric. */
const metricsIn = (expression: string): string[] =>
  expression.match(/\b(?:latchkey|nodejs|process)_\w+/g) ?? [];

/** A real Prometheus, our rules thirty times as fast, and real faults. */
describe('an alert', () => {
  let deployment: Deployment;
  beforeAll(async () => {
    deployment = await Deployment.start();
  }, HOOK_MS);
  afterAll(() => deployment.stop(), HOOK_MS);

  const isQuiet = (withinMs: number): Promise<unknown> =>
    eventually(
      async () => {
        expect(await deployment.prometheus.firing()).toEqual([]);
        return true;
      },
      { withinMs },
    );

  it(
    'is none while all is well',
    async () => {
      const rounds = 'sum(latchkey_canary_runs_total{outcome="refused"}) > 1';
      await eventually(async () => (await deployment.prometheus.query(rounds)).length > 0, {
        withinMs: WITHIN_MS,
      });
      await isQuiet(WITHIN_MS);
    },
    HOOK_MS,
  );

  it('says how grave it is, what is wrong, and where to read what to do', async () => {
    const anchors = anchorsIn(await readFile(path.join(root, 'docs/operations.md'), 'utf8'));
    const isWhole = ({ labels, annotations: { summary = '', runbook = '' } }: AlertRule): boolean => {
      const [page, anchor = ''] = runbook.split('#');
      const isExplained = page === 'docs/operations.md' && anchors.includes(anchor);
      return /^(page|ticket)$/.test(labels.severity ?? '') && summary.length > 20 && isExplained;
    };
    const alerts = await deployment.prometheus.alerts();
    expect(alerts.filter((alert) => !isWhole(alert))).toEqual([]);
    const broken = breakages().flatMap((breakage) => breakage.alerts);
    expect(broken.toSorted()).toEqual(alerts.map(({ name }) => name).toSorted());
  });

  it('watches what there is, and dashboards show what there is', async () => {
    const folder = path.join(root, 'deploy/monitoring/dashboards');
    const shown: string[] = [];
    for (const file of await readdir(folder)) {
      const dashboard = JSON.parse(await readFile(path.join(folder, file), 'utf8')) as Dashboard;
      expect(dashboard.uid).toMatch(/^latchkey-/);
      expect(dashboard.schemaVersion).toBe(41);
      shown.push(...dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)));
    }
    const expressions = shown.map((expression) => expression.replaceAll('$__rate_interval', '1m'));
    for (const expression of expressions) await deployment.prometheus.query(expression);
    const alerts = await deployment.prometheus.alerts();
    const named = [...expressions, ...alerts.map(({ query }) => query)].flatMap(metricsIn);
    const known = new Set(await deployment.prometheus.metrics());
    expect(named.filter((name) => !known.has(name))).toEqual([]);
    expect(named.length).toBeGreaterThan(80);
  });

  it.each(breakages())(
    'is raised by $what: $alerts',
    async ({ alerts, break: breakIt }) => {
      const mend = await breakIt(deployment);
      const seen = new Set<string>();
      try {
        await eventually(
          async () => {
            for (const name of await deployment.prometheus.firing()) seen.add(name);
            expect([...seen]).toEqual(expect.arrayContaining([...alerts]));
            return true;
          },
          { withinMs: WITHIN_MS },
        );
      } finally {
        await mend();
      }
    },
    WITHIN_MS + HOOK_MS,
  );

  it('ends when what it watches is well again', () => isQuiet(QUIET_WITHIN_MS), HOOK_MS + QUIET_WITHIN_MS);
});
