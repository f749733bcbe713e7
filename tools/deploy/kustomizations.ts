import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { filesBelow, type KubernetesObject, readYaml, ROOT } from './manifests.js';
import { secretsIn } from './secret-policies.js';

interface Kustomization {
  readonly kind: 'Kustomization' | 'Component';
  readonly resources?: readonly string[];
  readonly components?: readonly string[];
  readonly configMapGenerator?: readonly { readonly files?: readonly string[] }[];
  readonly patches?: readonly {
    readonly path: string;
    readonly target?: { readonly kind?: string; readonly name?: string };
  }[];
  readonly images?: readonly { readonly name: string }[];
}

const NAME = 'kustomization.yaml';

const read = (folder: string): Kustomization => readYaml(path.join(folder, NAME))[0] as Kustomization;

/** Everything that it names as whole objects, before patches: what can be judged without kubectl. */
export function objectsOf(folder: string): KubernetesObject[] {
  const { resources = [], components = [] } = read(folder);
  return [...resources, ...components].flatMap((name) => {
    const place = path.join(folder, name);
    return isFolder(place) ? objectsOf(place) : (readYaml(place) as KubernetesObject[]);
  });
}

/** What kustomize would fail on, and what it would not: a file that is forgotten, an image that is nobody's. */
export function flawsOfKustomization(folder: string): string[] {
  const kustomization = read(folder);
  const {
    resources = [],
    components = [],
    configMapGenerator = [],
    patches = [],
    images = [],
  } = kustomization;
  const named = [
    ...[...resources, ...components, ...patches.map((patch) => patch.path)],
    ...configMapGenerator.flatMap(({ files = [] }) => files.map((file) => file.replace(/^[^=]*=/, ''))),
  ];
  const objects = objectsOf(folder);
  const used = JSON.stringify(objects);
  return [
    ...named
      .filter((name) => !existsSync(path.join(ROOT, folder, name)))
      .map((name) => `${name} is not there`),
    ...filesBelow(folder)
      .map((file) => path.relative(folder, file))
      .filter((file) => file !== NAME && !named.includes(file) && !isGeneratedFrom(file))
      .map((file) => `${file} is named nowhere`),
    ...images.filter(({ name }) => !used.includes(`"${name}:`)).map(({ name }) => `nothing runs ${name}`),
    ...patches.flatMap((patch) => targetsOf(folder, patch, objects)),
    ...(secretsIn(JSON.stringify(kustomization)).length > 0 ? ['there is a secret in it'] : []),
  ];
}

/** What Prometheus itself reads; the operator's rule is made from it. */
const isGeneratedFrom = (file: string): boolean => file === 'alerts.yaml';

/** What a patch is for, and is not there. */
function targetsOf(
  folder: string,
  { path: file, target }: NonNullable<Kustomization['patches']>[number],
  objects: readonly KubernetesObject[],
): string[] {
  const wanted = target
    ? [target]
    : (readYaml(path.join(folder, file)) as KubernetesObject[]).map(({ kind, metadata }) => ({
        kind,
        name: metadata.name,
      }));
  const isThere = ({ kind, name }: { kind?: string; name?: string }): boolean =>
    objects.some((object) => (!kind || object.kind === kind) && (!name || object.metadata.name === name));
  return wanted
    .filter((one) => !isThere(one))
    .map(({ kind = '', name = '' }) => `${file} changes ${kind} ${name}, which is not there`);
}

const isFolder = (place: string): boolean => statSync(path.join(ROOT, place)).isDirectory();
