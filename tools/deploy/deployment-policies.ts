import { type IHTTPRoute } from '@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1/HTTPRoute';
import { type IGateway } from '@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1/Gateway';
import { type IServiceMonitor } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor';
import { type IDeployment } from 'kubernetes-models/apps/v1/Deployment';
import { type IHorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler';
import { type IPodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import { type IService } from 'kubernetes-models/v1/Service';
import { type KubernetesObject } from './manifests.js';
import { type Policy } from './pod-policies.js';
import { nameOf } from './secret-policies.js';
import { allOf, isAlone, workloadsIn } from './workloads.js';

/** One may be away for an upgrade, another be lost, and one is left. */
const FEWEST_REPLICAS = 3;
const IS_ALLOWED_TO_RUN = 'pod-security.kubernetes.io/enforce';

type Labels = Readonly<Record<string, string>> | undefined;

const isSelected = (selector: Labels, labels: Labels): boolean =>
  selector !== undefined && Object.entries(selector).every(([key, value]) => labels?.[key] === value);

const deploymentsIn = (objects: readonly KubernetesObject[]): IDeployment[] =>
  allOf<IDeployment>(objects, 'Deployment');

/** Of which there are several. */
const servicesIn = (objects: readonly KubernetesObject[]): IDeployment[] =>
  deploymentsIn(objects).filter(({ metadata }) => !isAlone(metadata?.name));

const namesOf = (deployments: readonly IDeployment[]): string[] =>
  deployments.map(({ metadata }) => `Deployment ${metadata?.name ?? ''}`);

/** Of what stands around the Pods, everywhere. */
export const deploymentPolicies: readonly Policy[] = [
  {
    rule: 'a namespace takes restricted Pods alone',
    flaws: (objects) =>
      objects
        .filter(
          ({ kind, metadata }) =>
            kind === 'Namespace' && metadata.labels?.[IS_ALLOWED_TO_RUN] !== 'restricted',
        )
        .map(nameOf),
  },
  {
    rule: 'an upgrade takes none away before another is ready',
    flaws: (objects) =>
      namesOf(
        deploymentsIn(objects).filter(({ spec }) => spec?.strategy?.rollingUpdate?.maxUnavailable !== 0),
      ),
  },
  {
    rule: 'a Deployment does not say how many there are, which its autoscaler says',
    flaws: (objects) => namesOf(deploymentsIn(objects).filter(({ spec }) => spec?.replicas !== undefined)),
  },
  {
    rule: 'a node is emptied one Pod at a time',
    flaws: (objects: readonly KubernetesObject[]): string[] => {
      const budgets = allOf<IPodDisruptionBudget>(objects, 'PodDisruptionBudget');
      return namesOf(
        servicesIn(objects).filter(
          ({ spec: deployment }) =>
            !budgets.some(
              ({ spec }) =>
                spec?.maxUnavailable === 1 &&
                isSelected(spec.selector?.matchLabels, deployment?.template.metadata?.labels),
            ),
        ),
      );
    },
  },
  {
    rule: 'a Service leads to Pods, by ports that they have',
    flaws: (objects) =>
      allOf<IService & KubernetesObject>(objects, 'Service')
        .filter(({ spec }) => {
          const led = workloadsIn(objects).filter(({ labels }) => isSelected(spec?.selector, labels));
          const ports = led.flatMap(({ pod }) => pod.containers.flatMap(({ ports: own }) => own ?? []));
          return (spec?.ports ?? []).some(({ targetPort }) => !ports.some(({ name }) => name === targetPort));
        })
        .map(nameOf),
  },
  {
    rule: 'nothing is answered at the cluster’s edge but by the gateway',
    flaws: (objects) =>
      allOf<IService & KubernetesObject>(objects, 'Service')
        .filter(({ spec }) => (spec?.type ?? 'ClusterIP') !== 'ClusterIP' || spec?.externalIPs?.length)
        .map(nameOf),
  },
];

const scalersOf = (
  objects: readonly KubernetesObject[],
  deployment: IDeployment,
): IHorizontalPodAutoscaler[] =>
  allOf<IHorizontalPodAutoscaler>(objects, 'HorizontalPodAutoscaler').filter(
    ({ spec }) =>
      spec.scaleTargetRef.kind === 'Deployment' && spec.scaleTargetRef.name === deployment.metadata?.name,
  );

/** Of the overlay for production alone. */
export const productionPolicies: readonly Policy[] = [
  {
    rule: 'there are never fewer than three of each that serves',
    flaws: (objects) =>
      namesOf(
        servicesIn(objects).filter(
          (deployment) =>
            !scalersOf(objects, deployment).some(({ spec }) => (spec.minReplicas ?? 1) >= FEWEST_REPLICAS),
        ),
      ),
  },
  {
    rule: 'clients come over HTTPS, and over nothing else',
    flaws: (objects: readonly KubernetesObject[]): string[] => {
      const gateways = allOf<IGateway & KubernetesObject>(objects, 'Gateway');
      if (gateways.length === 0) return ['there is no Gateway'];
      return gateways
        .filter(({ spec }) =>
          spec.listeners.some(
            ({ protocol, tls }) =>
              protocol !== 'HTTPS' || tls?.mode !== 'Terminate' || !tls.certificateRefs?.length,
          ),
        )
        .map(nameOf);
    },
  },
  {
    rule: 'clients reach the REST API, and no other port of anything',
    flaws: (objects) =>
      allOf<IHTTPRoute & KubernetesObject>(objects, 'HTTPRoute')
        .flatMap(({ spec }) => (spec.rules ?? []).flatMap(({ backendRefs }) => backendRefs ?? []))
        .filter(({ name, port }) => name !== 'resource' || port !== 3000)
        .map(({ name, port }) => `${name}:${port ?? ''}`),
  },
  {
    rule: 'the metrics of each are collected, where they are',
    flaws: (objects: readonly KubernetesObject[]): string[] => {
      const monitors = allOf<IServiceMonitor>(objects, 'ServiceMonitor');
      return allOf<IService & KubernetesObject>(objects, 'Service')
        .filter(({ metadata, spec }) => {
          const ports = spec?.ports?.map(({ name }) => name) ?? [];
          const port = ports.includes('metrics') ? 'metrics' : 'http';
          return !monitors.some(
            ({ spec: monitor }) =>
              isSelected(monitor.selector.matchLabels, metadata.labels) &&
              monitor.endpoints.some((endpoint) => endpoint.port === port && endpoint.path === '/metrics'),
          );
        })
        .map(nameOf);
    },
  },
];
