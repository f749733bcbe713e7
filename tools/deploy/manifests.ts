import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';

export const ROOT = path.resolve(import.meta.dirname, '../..');
export const BASE = 'k8s/base';
export const OVERLAYS = ['k8s/overlays/development', 'k8s/overlays/production'] as const;

export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
}

/**
 * @param options `merge`: for Compose, whose files say `<<`.
 * @throws on YAML that is not well formed, or says a key twice.
 */
export const readYaml = (file: string, options: { readonly merge?: boolean } = {}): unknown[] =>
  documentsIn(readFileSync(path.join(ROOT, file), 'utf8'), options);

function documentsIn(text: string, options: { readonly merge?: boolean } = {}): unknown[] {
  return parseAllDocuments(text, options).map((document) => {
    const [problem] = [...document.errors, ...document.warnings];
    if (problem) throw problem;
    return document.toJS() as unknown;
  });
}

/** The files of a folder and below, from the root of the repository. */
export const filesBelow = (folder: string): string[] =>
  readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)))
    .sort();

/** Whether what kustomize makes of the overlays can be seen on this machine. */
export const canRender = ((): boolean => {
  try {
    execFileSync('kubectl', ['version', '--client'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/** What `kubectl apply --kustomize` would send. */
export const rendered = (kustomization: string): KubernetesObject[] =>
  documentsIn(
    execFileSync('kubectl', ['kustomize', path.join(ROOT, kustomization)], { encoding: 'utf8' }),
  ) as KubernetesObject[];
