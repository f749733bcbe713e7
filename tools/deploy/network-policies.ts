import ipaddr from 'ipaddr.js';
import { type INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import { type INetworkPolicyPeer } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicyPeer';
import { type INetworkPolicyPort } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicyPort';
import { type KubernetesObject, OVERLAYS } from './manifests.js';
import { type Policy } from './pod-policies.js';
import { allOf } from './workloads.js';

/** Every flow that there may be, whatever the overlay. Beside these, nobody speaks to anybody. */
const FLOWS = [
  '* → kube-system/kube-dns UDP 53',
  '* → kube-system/kube-dns TCP 53',
  'gateway/* → resource TCP 3000',
  'monitoring/prometheus → resource TCP 9464',
  'monitoring/prometheus → auth TCP 3001',
  'monitoring/prometheus → canary TCP 3002',
  'auth, resource, canary → latchkey-stores/redis TCP 6379',
  'auth, migrate-auth, canary-account → latchkey-stores/auth-postgresql TCP 5432',
  'resource, migrate-resource → latchkey-stores/resource-postgresql TCP 5432',
  'auth, resource → monitoring/opentelemetry-collector TCP 4318',
  'resource → internet TCP 443',
  'resource → internet TCP 1024-65535',
];

const [DEVELOPMENT, PRODUCTION] = OVERLAYS;

/** How the canary reaches resource: as the clients of that overlay do. What stays in the namespace is let out, and in. */
const FLOWS_OF: Readonly<Record<string, readonly string[]>> = {
  [DEVELOPMENT]: ['canary → here/resource TCP 3000', 'here/canary → resource TCP 3000'],
  [PRODUCTION]: [
    'canary → 203.0.113.10/32 TCP 443',
    'canary → gateway/* TCP 443',
    'canary → gateway/* TCP 8443',
  ],
};

/** Of what only the inside reaches, one each: also a cloud's metadata, and other names for the same. */
const INSIDE = [
  ...['0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '168.63.129.16', '169.254.169.254', '172.16.0.1'],
  ...['172.31.255.255', '192.0.0.8', '192.168.1.1', '198.18.0.1', '224.0.0.1', '255.255.255.255'],
  ...['::1', '::ffff:10.0.0.1', '64:ff9b::a00:1', 'fc00::1', 'fd00:ec2::254', 'fe80::1', 'ff02::1'],
  ...['2001::1', '2001:db8::1', '2002:a00:1::1'],
];
const OUTSIDE = ['1.1.1.1', '157.240.0.1', '172.32.0.1', '2606:4700::1111', '2a03:2880::1'];

type Rule = NonNullable<NonNullable<INetworkPolicy['spec']>['egress']>[number];

const policiesIn = (objects: readonly KubernetesObject[]): INetworkPolicy[] =>
  allOf<INetworkPolicy>(objects, 'NetworkPolicy');

/** @param place The base, or an overlay. */
export const networkPoliciesOf = (place: string): readonly Policy[] => [
  {
    rule: 'nothing may come in or go out, unless a policy says so',
    flaws: (objects: readonly KubernetesObject[]): string[] => {
      const isDeny = ({ spec }: INetworkPolicy): boolean =>
        JSON.stringify(spec) === '{"podSelector":{},"policyTypes":["Ingress","Egress"]}';
      return policiesIn(objects).some(isDeny) ? [] : ['there is no default-deny of both'];
    },
  },
  {
    rule: 'the flows are those that are known by name, and no others',
    flaws: (objects: readonly KubernetesObject[]): string[] => {
      const known = [...FLOWS, ...(FLOWS_OF[place] ?? [])];
      const found = policiesIn(objects).flatMap(flowsOf);
      return [
        ...found.filter((flow) => !known.includes(flow)).map((flow) => `unknown: ${flow}`),
        ...known.filter((flow) => !found.includes(flow)).map((flow) => `missing: ${flow}`),
      ];
    },
  },
  {
    rule: 'a policy is for the direction that it writes of: without it the direction is open or shut by accident',
    flaws: (objects) =>
      policiesIn(objects)
        .filter(({ spec }) => {
          const types = spec?.policyTypes ?? [];
          const isDeny = !spec?.ingress && !spec?.egress;
          return (
            !isDeny &&
            (types.includes('Ingress') !== !!spec.ingress || types.includes('Egress') !== !!spec.egress)
          );
        })
        .map(({ metadata }) => String(metadata?.name)),
  },
  {
    rule: 'the internet is all that is public, and nothing of the inside',
    flaws: (objects: readonly KubernetesObject[]): string[] => {
      const blocks = policiesIn(objects).flatMap(({ spec }) =>
        (spec?.egress ?? []).flatMap(({ to = [] }) =>
          to.flatMap(({ ipBlock }) => (ipBlock ? [ipBlock] : [])),
        ),
      );
      const isReached = (address: string): boolean =>
        blocks.some(
          ({ cidr, except = [] }) => isIn(address, cidr) && !except.some((part) => isIn(address, part)),
        );
      return [
        ...INSIDE.filter(isReached).map((address) => `reaches ${address}`),
        ...OUTSIDE.filter((address) => !isReached(address)).map((address) => `does not reach ${address}`),
      ];
    },
  },
];

function isIn(address: string, cidr: string): boolean {
  const [parsed, [network, bits]] = [ipaddr.parse(address), ipaddr.parseCIDR(cidr)];
  return parsed.kind() === network.kind() && parsed.match(network, bits);
}

/** As FLOWS has them: `who → whom how`. */
function flowsOf({ spec }: INetworkPolicy): string[] {
  const own = ownPods(spec);
  return [
    ...(spec?.ingress ?? []).flatMap((rule) => linesOf(rule, (peer) => `${peer} → ${own}`)),
    ...(spec?.egress ?? []).flatMap((rule) => linesOf(rule, (peer) => `${own} → ${peer}`)),
  ];
}

/** A rule without peers is for all of them, and one without ports likewise. */
function linesOf(
  rule: Rule & { readonly from?: INetworkPolicyPeer[] },
  write: (peer: string) => string,
): string[] {
  const peers = new Set((rule.to ?? rule.from ?? [{}]).map(peerName));
  const ports = rule.ports ?? [{}];
  return [...peers].flatMap((peer) => ports.map((port) => `${write(peer)} ${portName(port)}`));
}

const ownPods = (spec: INetworkPolicy['spec']): string => {
  const { matchLabels, matchExpressions } = spec?.podSelector ?? {};
  const [expression] = matchExpressions ?? [];
  if (expression) return (expression.values ?? []).join(', ');
  return matchLabels?.['app.kubernetes.io/name'] ?? '*';
};

function peerName({ namespaceSelector, podSelector, ipBlock }: INetworkPolicyPeer): string {
  if (ipBlock) return ipBlock.cidr === '0.0.0.0/0' || ipBlock.cidr === '2000::/3' ? 'internet' : ipBlock.cidr;
  const own = podSelector && !namespaceSelector ? 'here' : '*';
  const namespace = namespaceSelector?.matchLabels?.['kubernetes.io/metadata.name'] ?? own;
  const [pods = '*'] = Object.values(podSelector?.matchLabels ?? {});
  return `${namespace}/${pods}`;
}

const portName = ({ protocol = 'TCP', port = '*', endPort }: INetworkPolicyPort): string =>
  `${protocol} ${port}${endPort === undefined ? '' : `-${endPort}`}`;
