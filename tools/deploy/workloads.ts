import { type IDeployment } from 'kubernetes-models/apps/v1/Deployment';
import { type IJob } from 'kubernetes-models/batch/v1/Job';
import { type IContainer } from 'kubernetes-models/v1/Container';
import { type IPodSpec } from 'kubernetes-models/v1/PodSpec';
import { type KubernetesObject } from './manifests.js';

/** What runs Pods, and the Pod that it runs. */
export interface Workload {
  readonly kind: 'Deployment' | 'Job';
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly pod: IPodSpec;
}

export const workloadsIn = (objects: readonly KubernetesObject[]): Workload[] =>
  objects.flatMap((object) => {
    if (object.kind !== 'Deployment' && object.kind !== 'Job') return [];
    const { spec } = object as IDeployment | IJob;
    if (!spec?.template.spec) return [];
    const labels = spec.template.metadata?.labels ?? {};
    return [{ kind: object.kind, name: object.metadata.name, labels, pod: spec.template.spec }];
  });

export const containersOf = ({ pod }: Workload): IContainer[] => [
  ...pod.containers,
  ...(pod.initContainers ?? []),
];

/** Of what serves nobody: one is enough, and while it is away nothing is missing but its own figures. */
export const isAlone = (name: string | undefined): boolean => name === 'canary';

/** The objects of a kind. Whoever names the kind knows the type. */
export const allOf = <Type>(objects: readonly KubernetesObject[], kind: string): Type[] =>
  objects.filter((object) => object.kind === kind) as Type[];
