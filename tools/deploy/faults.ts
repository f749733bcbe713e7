import { added, type Branch, put, without } from './manifest-edits.js';
import { type KubernetesObject } from './manifests.js';

export interface Fault {
  readonly fault: string;
  readonly plant: (objects: KubernetesObject[]) => void;
  /** The beginning of what is said of it. */
  readonly found: string;
}

const POD = 'spec.template.spec';
const CONTAINER = `${POD}.containers.0`;
const literal = (name: string, value: string): Branch => ({ name, value });
const secret = (name: string, from: string): Branch => ({
  name,
  valueFrom: { secretKeyRef: { name: from, key: name } },
});

/** Each is one small change of the real manifests, and what has to be said of it. */
export const faults: readonly Fault[] = [
  // What the schemas find.
  {
    fault: 'a number in words',
    plant: put('PodDisruptionBudget auth', 'spec.maxUnavailable', { one: 1 }),
    found: 'PodDisruptionBudget auth: data/spec/maxUnavailable',
  },
  {
    fault: 'a field with a mistyped name',
    plant: put('Deployment auth', `${CONTAINER}.redinessProbe`, { httpGet: { path: '/', port: 'http' } }),
    found: 'Deployment auth: .spec.template.spec.containers.0.redinessProbe is no field',
  },
  {
    fault: 'a field in the wrong place',
    plant: put('Job migrate-auth', 'spec.restartPolicy', 'Never'),
    found: 'Job migrate-auth: .spec.restartPolicy is no field',
  },
  {
    fault: 'a field with a mistyped name, of a resource that is no part of Kubernetes itself',
    plant: put('ServiceMonitor auth', 'spec.endpoints.0.intervall', '15s'),
    found: 'ServiceMonitor auth: .spec.endpoints.0.intervall is no field',
  },
  {
    fault: 'a kind that nobody knows',
    plant: added({ apiVersion: 'apps/v1', kind: 'Deploiment', metadata: { name: 'auth' } }),
    found: 'Deploiment auth: there is no schema',
  },

  // Pods.
  {
    fault: 'root',
    plant: put('Deployment auth', `${POD}.securityContext.runAsUser`, 0),
    found: 'a Pod runs as a numbered user that is not root: Deployment auth',
  },
  {
    fault: 'a Job that may be root',
    plant: put('Job migrate-resource', `${POD}.securityContext.runAsNonRoot`, undefined),
    found: 'a Pod runs as a numbered user that is not root: Job migrate-resource',
  },
  {
    fault: 'root by the container',
    plant: put('Deployment auth', `${CONTAINER}.securityContext.runAsUser`, 0),
    found: 'no container chooses another user',
  },
  {
    fault: 'a root file system to write to',
    plant: put('Deployment resource', `${CONTAINER}.securityContext.readOnlyRootFilesystem`, false),
    found: 'a container cannot change its own files: Deployment resource',
  },
  {
    fault: 'a capability that is added',
    plant: put('Deployment auth', `${CONTAINER}.securityContext.capabilities.add`, ['NET_ADMIN']),
    found: 'a container has no capability',
  },
  {
    fault: 'more rights by a file with setuid',
    plant: put('Deployment auth', `${CONTAINER}.securityContext.allowPrivilegeEscalation`, true),
    found: 'a container has no capability',
  },
  {
    fault: 'more rights before the work begins',
    plant: put(
      'Job canary-account',
      `${POD}.initContainers.0.securityContext.allowPrivilegeEscalation`,
      true,
    ),
    found: 'a container has no capability, and cannot get more rights: Job canary-account',
  },
  {
    fault: 'every system call',
    plant: put('Job migrate-auth', `${POD}.securityContext.seccompProfile.type`, 'Unconfined'),
    found: 'system calls are filtered: Job migrate-auth',
  },
  {
    fault: 'a token of the cluster',
    plant: put('Deployment resource', `${POD}.automountServiceAccountToken`, undefined),
    found: 'a Pod has no token of the cluster',
  },
  {
    fault: 'Services in the environment',
    plant: put('Deployment auth', `${POD}.enableServiceLinks`, undefined),
    found: 'Services are not in the environment',
  },
  {
    fault: 'the network of the node',
    plant: put('Deployment auth', `${POD}.hostNetwork`, true),
    found: 'a Pod shares nothing with its node',
  },
  {
    fault: 'a folder of the node',
    plant: put('Deployment resource', `${POD}.volumes.0`, { name: 'uploads', hostPath: { path: '/tmp' } }),
    found: 'a volume is a bounded scratch folder',
  },
  {
    fault: 'a scratch folder that may fill the node',
    plant: put('Deployment resource', `${POD}.volumes.0.emptyDir.sizeLimit`, undefined),
    found: 'a volume is a bounded scratch folder',
  },
  {
    fault: 'no limit of memory',
    plant: put('Deployment auth', `${CONTAINER}.resources.limits`, undefined),
    found: 'memory is asked for in full and limited',
  },
  {
    fault: 'a processor that is throttled',
    plant: put('Deployment auth', `${CONTAINER}.resources.limits.cpu`, '500m'),
    found: 'memory is asked for in full and limited',
  },
  {
    fault: 'whatever version is the latest',
    plant: put('Deployment auth', `${CONTAINER}.image`, 'latchkey/auth:latest'),
    found: 'an image is of one version: Deployment auth',
  },
  {
    fault: 'no version at all',
    plant: put('Job migrate-auth', `${CONTAINER}.image`, 'registry.example.com:5000/latchkey/auth'),
    found: 'an image is of one version: Job migrate-auth',
  },
  {
    fault: 'a restart of everything while PostgreSQL is away',
    plant: put('Deployment auth', `${CONTAINER}.livenessProbe.httpGet.path`, '/health/ready'),
    found: 'whether it lives depends on no store: Deployment auth',
  },
  {
    fault: 'requests for one that cannot serve',
    plant: put('Deployment resource', `${CONTAINER}.readinessProbe.httpGet.path`, '/health/live'),
    found: 'whether it is ready depends on the stores and on the lease: Deployment resource',
  },
  {
    fault: 'a probe at another port',
    plant: put('Deployment resource', `${CONTAINER}.readinessProbe.httpGet.port`, 'metrics'),
    found: 'probes ask at the port that it listens on',
  },
  {
    fault: 'a port where nobody listens',
    plant: put('Deployment resource', `${CONTAINER}.ports.1.containerPort`, 9465),
    found: 'it listens where its ports are: Deployment resource',
  },
  {
    fault: 'an end while requests still come',
    plant: put('Deployment resource', `${CONTAINER}.lifecycle`, undefined),
    found: 'it goes on serving until nobody sends it anything',
  },
  {
    fault: 'too little time to finish',
    plant: put('Deployment resource', `${POD}.terminationGracePeriodSeconds`, 12),
    found: 'it goes on serving until nobody sends it anything',
  },
  {
    fault: 'all on one node',
    plant: put('Deployment auth', `${POD}.topologySpreadConstraints.0.whenUnsatisfiable`, 'ScheduleAnyway'),
    found: 'a node that is lost takes no more than its share',
  },

  // Secrets.
  {
    fault: 'a Secret',
    plant: added({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'latchkey-auth' } }),
    found: 'a secret is in no manifest: Secret latchkey-auth',
  },
  {
    fault: 'an address with a password',
    plant: put('Deployment auth', `${CONTAINER}.env.1`, literal('CACHE', 'redis://auth:abcdef@redis:6379')),
    found: 'a secret is in no manifest: Deployment auth',
  },
  {
    fault: 'a pepper',
    plant: put('Deployment auth', `${CONTAINER}.env.1`, literal('PEPPERS', `1:${'q'.repeat(43)}=`)),
    found: 'a secret is in no manifest: Deployment auth',
  },
  {
    fault: 'a private key',
    plant: put(
      'Deployment auth',
      `${CONTAINER}.env.1`,
      literal('KEY', `MC4CAQAwBQYDK2VwBCIEI${'a'.repeat(43)}`),
    ),
    found: 'a secret is in no manifest: Deployment auth',
  },
  {
    fault: 'a secret among the settings',
    plant: added({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'auth' },
      data: { TOKEN_PEPPERS: 'short' },
    }),
    found: 'a setting that is no secret comes from a ConfigMap, and none that is one: ConfigMap auth',
  },
  {
    fault: 'auth’s sealing key in resource',
    plant: put('Deployment resource', `${CONTAINER}.env.2`, secret('SEALING_KEY', 'latchkey-auth')),
    found: 'each has its own secrets by reference, and nobody else’s: resource: SEALING_KEY',
  },
  {
    fault: 'the key of webhooks in auth',
    plant: put('Deployment auth', `${CONTAINER}.env.1`, secret('WEBHOOK_SECRETS_KEY', 'latchkey-resource')),
    found: 'each has its own secrets by reference, and nobody else’s: auth: WEBHOOK_SECRETS_KEY',
  },
  {
    fault: 'the tables’ owner in a service',
    plant: put(
      'Deployment auth',
      `${CONTAINER}.env.2`,
      secret('AUTH_OWNER_DATABASE_URL', 'latchkey-auth-owner'),
    ),
    found: 'each has its own secrets by reference, and nobody else’s: auth: AUTH_OWNER_DATABASE_URL',
  },
  {
    fault: 'a secret in plain sight',
    plant: put('Deployment auth', `${CONTAINER}.env.1`, literal('JWT_SIGNING_KEY', 'short')),
    found: 'each has its own secrets by reference, and nobody else’s: auth: JWT_SIGNING_KEY',
  },
  {
    fault: 'all of a Secret',
    plant: put('Deployment resource', `${CONTAINER}.envFrom.0`, { secretRef: { name: 'latchkey-resource' } }),
    found: 'each has its own secrets by reference, and nobody else’s: resource: a whole Secret',
  },
  {
    fault: 'a canary with a secret of auth’s',
    plant: put('Deployment canary', `${CONTAINER}.env.1`, secret('TOKEN_PEPPERS', 'latchkey-auth')),
    found: 'each has its own secrets by reference, and nobody else’s: canary: TOKEN_PEPPERS',
  },
  {
    fault: 'a credential in the clear',
    plant: put('Job canary-account', `${CONTAINER}.env.2`, literal('SERVICE_CREDENTIAL', 'made elsewhere')),
    found: 'each has its own secrets by reference, and nobody else’s: canary-account: SERVICE_CREDENTIAL',
  },

  // Networks.
  {
    fault: 'no default',
    plant: without('NetworkPolicy default-deny'),
    found: 'nothing may come in or go out, unless a policy says so',
  },
  {
    fault: 'a default for one direction',
    plant: put('NetworkPolicy default-deny', 'spec.policyTypes', ['Ingress']),
    found: 'nothing may come in or go out, unless a policy says so',
  },
  {
    fault: 'resource at auth’s database',
    plant: put('NetworkPolicy auth-to-its-postgresql', 'spec.podSelector.matchExpressions.0.values', [
      'auth',
      'resource',
    ]),
    found:
      'the flows are those that are known by name, and no others: unknown: auth, resource → latchkey-stores/auth-',
  },
  {
    fault: 'everybody at the REST API, past the gateway',
    plant: put('NetworkPolicy gateway-to-resource', 'spec.ingress.0.from', undefined),
    found: 'the flows are those that are known by name, and no others: unknown: */* → resource TCP 3000',
  },
  {
    fault: 'every port of Redis’s machines',
    plant: put('NetworkPolicy services-to-redis', 'spec.egress.0.ports', undefined),
    found:
      'the flows are those that are known by name, and no others: unknown: auth, resource, canary → latchkey-stores/redis TCP *',
  },
  {
    fault: 'a canary that goes past the gateway',
    plant: put('NetworkPolicy canary-to-gateway', 'spec.egress.1.to', [
      { podSelector: { matchLabels: { 'app.kubernetes.io/name': 'resource' } } },
    ]),
    found:
      'the flows are those that are known by name, and no others: unknown: canary → here/resource TCP 443',
  },
  {
    fault: 'no way back to the gateway',
    plant: without('NetworkPolicy canary-to-gateway'),
    found: 'the flows are those that are known by name, and no others: missing: canary → gateway/* TCP 8443',
  },
  {
    fault: 'no way to DNS',
    plant: without('NetworkPolicy all-to-dns'),
    found:
      'the flows are those that are known by name, and no others: missing: * → kube-system/kube-dns UDP 53',
  },
  {
    fault: 'a direction that is written of, and not meant',
    plant: put('NetworkPolicy resource-to-internet', 'spec.policyTypes', ['Ingress']),
    found: 'a policy is for the direction that it writes of',
  },
  {
    fault: 'the metadata of the machine',
    plant: put('NetworkPolicy resource-to-internet', 'spec.egress.0.to.0.ipBlock.except', ['10.0.0.0/8']),
    found: 'the internet is all that is public, and nothing of the inside: reaches 169.254.169.254',
  },
  {
    fault: 'private addresses of IPv6',
    plant: put('NetworkPolicy resource-to-internet', 'spec.egress.0.to.1.ipBlock', { cidr: '::/0' }),
    found: 'the internet is all that is public, and nothing of the inside: reaches fd00:ec2::254',
  },
  {
    fault: 'no internet',
    plant: put('NetworkPolicy resource-to-internet', 'spec.egress.0.to.0.ipBlock.cidr', '1.0.0.0/8'),
    found: 'the internet is all that is public, and nothing of the inside: does not reach 157.240.0.1',
  },

  // What stands around.
  {
    fault: 'a namespace that takes any Pod',
    plant: put('Namespace latchkey', 'metadata.labels', { 'pod-security.kubernetes.io/enforce': 'baseline' }),
    found: 'a namespace takes restricted Pods alone: Namespace latchkey',
  },
  {
    fault: 'an upgrade that begins by stopping one',
    plant: put('Deployment resource', 'spec.strategy.rollingUpdate.maxUnavailable', 1),
    found: 'an upgrade takes none away before another is ready: Deployment resource',
  },
  {
    fault: 'a number of replicas that fights the autoscaler',
    plant: put('Deployment resource', 'spec.replicas', 2),
    found: 'a Deployment does not say how many there are',
  },
  {
    fault: 'a node that is emptied at once',
    plant: put('PodDisruptionBudget resource', 'spec.selector.matchLabels', {
      'app.kubernetes.io/name': 'auth',
    }),
    found: 'a node is emptied one Pod at a time: Deployment resource',
  },
  {
    fault: 'a Service that leads nowhere',
    plant: put('Service resource', 'spec.selector', { 'app.kubernetes.io/name': 'resources' }),
    found: 'a Service leads to Pods, by ports that they have: Service resource',
  },
  {
    fault: 'auth at the edge of the cluster',
    plant: put('Service auth', 'spec.type', 'LoadBalancer'),
    found: 'nothing is answered at the cluster’s edge but by the gateway: Service auth',
  },
  {
    fault: 'two of auth',
    plant: put('HorizontalPodAutoscaler auth', 'spec.minReplicas', 2),
    found: 'there are never fewer than three of each that serves: Deployment auth',
  },
  {
    fault: 'an autoscaler of something else',
    plant: put('HorizontalPodAutoscaler resource', 'spec.scaleTargetRef.name', 'resources'),
    found: 'there are never fewer than three of each that serves: Deployment resource',
  },
  {
    fault: 'a listener for plain HTTP',
    plant: put('Gateway latchkey', 'spec.listeners.1', { name: 'http', protocol: 'HTTP', port: 80 }),
    found: 'clients come over HTTPS, and over nothing else: Gateway latchkey',
  },
  {
    fault: 'metrics for everybody',
    plant: put('HTTPRoute resource', 'spec.rules.0.backendRefs.0.port', 9464),
    found: 'clients reach the REST API, and no other port of anything: resource:9464',
  },
  {
    fault: 'metrics that nobody collects',
    plant: put('ServiceMonitor resource', 'spec.endpoints.0.port', 'http'),
    found: 'the metrics of each are collected, where they are: Service resource',
  },
  {
    fault: 'a canary whom nobody hears',
    plant: without('ServiceMonitor canary'),
    found: 'the metrics of each are collected, where they are: Service canary',
  },
];
