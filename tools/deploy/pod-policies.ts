import { type IContainer } from 'kubernetes-models/v1/Container';
import { type KubernetesObject } from './manifests.js';
import { containersOf, isAlone, type Workload, workloadsIn } from './workloads.js';

/** A rule that the schemas do not know: what is wrong with these objects, in words. */
export interface Policy {
  readonly rule: string;
  readonly flaws: (objects: readonly KubernetesObject[]) => string[];
}

const ofWorkloads = (rule: string, isKept: (workload: Workload) => boolean): Policy => ({
  rule,
  flaws: (objects) =>
    workloadsIn(objects)
      .filter((workload) => !isKept(workload))
      .map(({ kind, name }) => `${kind} ${name}`),
});

const ofContainers = (rule: string, isKept: (container: IContainer, workload: Workload) => boolean): Policy =>
  ofWorkloads(rule, (workload) => containersOf(workload).every((container) => isKept(container, workload)));

/** What a Deployment's containers have, and those of a Job do not need. */
const ofServices = (rule: string, isKept: (container: IContainer, workload: Workload) => boolean): Policy =>
  ofContainers(rule, (container, workload) => workload.kind === 'Job' || isKept(container, workload));

/** The longest that a process takes to finish what is in flight, in seconds (promise P10). */
const SHUTDOWN_SECONDS = 10;
/** So long after a Pod is to go, somebody may still send it a request. */
const PROPAGATION_SECONDS = 5;

const secondsBeforeStop = (container: IContainer): number =>
  container.lifecycle?.preStop?.sleep?.seconds ?? 0;

/** A version, `development`, or a digest. */
const isPinned = (image = ''): boolean => /@sha256:[0-9a-f]{64}$|:(\d+\.\d+\.\d+|development)$/.test(image);

const portOf = (container: IContainer, name: string): string =>
  String(container.ports?.find((port) => port.name === name)?.containerPort);

const valueOf = (container: IContainer, name: string): string | undefined =>
  container.env?.find((variable) => variable.name === name)?.value;

/** Of its Pods: Kubernetes's own profile "restricted" asks for some of it, too, and of the rest it knows nothing. */
export const podPolicies: readonly Policy[] = [
  ofWorkloads(
    'a Pod runs as a numbered user that is not root',
    ({ pod }) => pod.securityContext?.runAsNonRoot === true && (pod.securityContext.runAsUser ?? 0) > 0,
  ),
  ofContainers(
    'no container chooses another user',
    ({ securityContext }) =>
      securityContext?.runAsUser === undefined && securityContext?.runAsNonRoot !== false,
  ),
  ofContainers(
    'a container cannot change its own files',
    ({ securityContext }) => securityContext?.readOnlyRootFilesystem === true,
  ),
  ofContainers('a container has no capability, and cannot get more rights', ({ securityContext }) => {
    const { capabilities } = securityContext ?? {};
    return (
      securityContext?.allowPrivilegeEscalation === false &&
      !securityContext.privileged &&
      String(capabilities?.drop) === 'ALL' &&
      !capabilities?.add?.length
    );
  }),
  ofWorkloads(
    'system calls are filtered',
    ({ pod }) => pod.securityContext?.seccompProfile?.type === 'RuntimeDefault',
  ),
  ofWorkloads(
    'a Pod has no token of the cluster',
    ({ pod }) => pod.automountServiceAccountToken === false && pod.serviceAccountName === undefined,
  ),
  ofWorkloads(
    'Services are not in the environment, where RESOURCE_PORT and the like would be taken for settings',
    ({ pod }) => pod.enableServiceLinks === false,
  ),
  ofWorkloads(
    'a Pod shares nothing with its node',
    ({ pod }) =>
      !pod.hostNetwork &&
      !pod.hostPID &&
      !pod.hostIPC &&
      !pod.containers.some(({ ports }) => ports?.some(({ hostPort }) => hostPort !== undefined)),
  ),
  ofWorkloads('a volume is a bounded scratch folder, or the certificates of the stores', ({ pod }) =>
    (pod.volumes ?? []).every(
      ({ emptyDir, secret }) => emptyDir?.sizeLimit !== undefined || secret?.secretName === 'latchkey-ca',
    ),
  ),
  ofContainers(
    'memory is asked for in full and limited; the processor is asked for, and not limited, which would lose leases',
    ({ resources }) =>
      resources?.limits?.memory !== undefined &&
      resources.requests?.memory !== undefined &&
      resources.requests.cpu !== undefined &&
      resources.limits.cpu === undefined,
  ),
  ofContainers('an image is of one version', ({ image }) => isPinned(image)),
  ofServices(
    'whether it lives depends on no store',
    ({ livenessProbe, startupProbe }) =>
      livenessProbe?.httpGet?.path === '/health/live' && startupProbe?.httpGet?.path === '/health/live',
  ),
  ofServices(
    'whether it is ready depends on the stores and on the lease',
    ({ readinessProbe }) => readinessProbe?.httpGet?.path === '/health/ready',
  ),
  ofServices('probes ask at the port that it listens on', (container) =>
    [container.livenessProbe, container.startupProbe, container.readinessProbe].every(
      (probe) => probe?.httpGet?.port === 'http',
    ),
  ),
  ofServices(
    'it listens where its ports are',
    (container) =>
      valueOf(container, 'PORT') === portOf(container, 'http') &&
      (valueOf(container, 'METRICS_PORT') ?? 'undefined') === portOf(container, 'metrics'),
  ),
  ofServices(
    'it goes on serving until nobody sends it anything, and then has the time to finish',
    (container, { pod }) =>
      secondsBeforeStop(container) >= PROPAGATION_SECONDS &&
      (pod.terminationGracePeriodSeconds ?? 0) >= secondsBeforeStop(container) + SHUTDOWN_SECONDS,
  ),
  ofWorkloads(
    'a node that is lost takes no more than its share',
    ({ kind, pod, name }) =>
      kind === 'Job' ||
      isAlone(name) ||
      (pod.topologySpreadConstraints ?? []).some(
        ({ topologyKey, whenUnsatisfiable, labelSelector }) =>
          topologyKey === 'kubernetes.io/hostname' &&
          whenUnsatisfiable === 'DoNotSchedule' &&
          labelSelector?.matchLabels?.['app.kubernetes.io/name'] === name,
      ),
  ),
];
