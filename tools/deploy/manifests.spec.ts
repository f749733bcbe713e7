import { readFileSync } from 'node:fs';
import path from 'node:path';
import { deploymentPolicies, productionPolicies } from './deployment-policies.js';
import { faults } from './faults.js';
import { flawsOfKustomization, objectsOf } from './kustomizations.js';
import { BASE, canRender, type KubernetesObject, OVERLAYS, rendered, ROOT } from './manifests.js';
import { monitoringFiles } from './monitoring.mjs';
import { networkPoliciesOf } from './network-policies.js';
import { podPolicies, type Policy } from './pod-policies.js';
import { secretPolicies } from './secret-policies.js';
import { flawsOf } from './schemas.js';

const MONITORING = 'deploy/monitoring';
const policiesOf = (place: string): readonly Policy[] => [
  ...[...podPolicies, ...secretPolicies, ...networkPoliciesOf(place), ...deploymentPolicies],
  ...(place.endsWith('/production') ? productionPolicies : []),
];

const breaches = (objects: readonly KubernetesObject[], policies: readonly Policy[]): string[] =>
  policies.flatMap(({ rule, flaws }) => flaws(objects).map((flaw) => `${rule}: ${flaw}`));
const invalid = (objects: readonly KubernetesObject[]): string[] =>
  objects.flatMap((object) =>
    flawsOf(object).map((flaw) => `${object.kind} ${object.metadata.name}: ${flaw}`),
  );

describe('the manifests as they are written', () => {
  it.each([BASE, ...OVERLAYS, MONITORING])(
    'in %s: every object is what the Kubernetes API takes',
    (place) => {
      expect(invalid(objectsOf(place))).toEqual([]);
    },
  );

  it.each([BASE, ...OVERLAYS])('in %s: every rule of ours is kept', (place) => {
    expect(breaches(objectsOf(place), policiesOf(place))).toEqual([]);
  });

  it.each([BASE, ...OVERLAYS, MONITORING])('in %s: what a kustomization names is there', (place) => {
    expect(flawsOfKustomization(place)).toEqual([]);
  });
});

describe('what is made from deploy/monitoring', () => {
  it('is up to date (npm run monitoring): the alerts as the operator takes them, and every dashboard', async () => {
    for (const [name, text] of Object.entries(await monitoringFiles())) {
      expect(readFileSync(path.join(ROOT, MONITORING, name), 'utf8')).toBe(text);
    }
  });
});

const describeRendered = (...suite: Parameters<typeof describe>): void => {
  if (canRender) describe(...suite);
};
describeRendered('the manifests as kustomize renders them', () => {
  it.each(OVERLAYS)('in %s: valid, by every rule, and in one namespace', (place) => {
    const objects = rendered(place);
    expect(invalid(objects)).toEqual([]);
    expect(breaches(objects, policiesOf(place))).toEqual([]);
    const namespaces = objects.map(({ kind, metadata }) =>
      kind === 'Namespace' ? metadata.name : metadata.namespace,
    );
    expect(new Set(namespaces).size).toBe(1);
  });

  it('roll the Pods when a setting changes: the name of a ConfigMap says what is in it', () => {
    const [auth] = rendered(OVERLAYS[1]).filter(
      ({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'auth',
    );
    expect(JSON.stringify(auth)).toMatch(/"configMapRef":\{"name":"auth-[a-z0-9]{10}"\}/);
  });
});

describe('a fault that is planted', () => {
  const [, production] = OVERLAYS;
  const written = objectsOf(production);
  it.each(faults)('is found: $fault', ({ plant, found }) => {
    const objects = structuredClone(written);
    plant(objects);
    const said = [...invalid(objects), ...breaches(objects, policiesOf(production))];
    expect(said).toEqual(expect.arrayContaining([expect.stringContaining(found)]));
  });

  it('is there for every rule', () => {
    const rules = policiesOf(production).map(({ rule }) => rule);
    const isTried = (rule: string): boolean =>
      faults.some(({ found }) => rule.startsWith(String(found.split(': ')[0])) || found.startsWith(rule));
    expect(rules.filter((rule) => !isTried(rule))).toEqual([]);
  });
});
